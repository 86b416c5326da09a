### Español. Lo que hay que saber de cada mensaje está en en.ftl.

## Dates

months = enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre | octubre | noviembre | diciembre
months-short = ene | feb | mar | abr | may | jun | jul | ago | sept | oct | nov | dic
weekdays = lunes | martes | miércoles | jueves | viernes | sábado | domingo
weekdays-short = lun | mar | mié | jue | vie | sáb | dom
date-day = { $day } de { $month } de { $year }
date-weekday = { $weekday }, { date-day }
date-day-month = { $day } de { $month }
date-month = { $month } de { $year }
date-month-name = { $month }
date-year = { $year }
date-short = { $day } { $month_short } { $year }
date-time = { $hour }:{ $minute }
date-day-time = { date-day }, { date-time }
date-short-time = { date-short }, { date-time }
date-range = del { $from } al { $to }
date-range-in-year = del { $from } al { $to } de { $year }

## Numbers and signs

decimal-mark = ,
size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
list-comma = { ", " }
list-semicolon = { "; " }
sentence-space = { " " }
posts = { $count ->
    [one] { $count } entrada
   *[other] { $count } entradas
}
posts-more = { $count ->
    [one] Y { $count } más
   *[other] Y { $count } más
}
blogs = { $count ->
    [one] { $count } blog
   *[other] { $count } blogs
}
feeds = { $count ->
    [one] { $count } canal
   *[other] { $count } canales
}

## The frame of every page

skip-to-content = Saltar al contenido
skip-to-sidebar = Ir a la barra lateral
nav-label = Secciones
nav-river = Portada
nav-titles = Títulos
nav-archive = Archivo
nav-blogs = Blogs
nav-groups = Grupos
nav-tags = Etiquetas
nav-search = Buscar
nav-status = Estado
nav-about = Acerca de
nav-subscribe = Suscribirse
sidebar-label = Acerca de este planeta
footer-blogs-state = { $blogs }, { $link }.
footer-all-well-link = todo en orden
footer-problems-link = { $count ->
    [one] { $count } con problemas
   *[other] { $count } con problemas
}
footer-blogs = { $link }.
footer-newest = Última entrada: { $date }.
footer-zone = Zona horaria: { $zone }.
footer-keeper = A cargo de { $name }.
footer-rights = Las entradas pertenecen a quienes las escriben.
footer-contact = ¿Quieres añadir o quitar tu blog? { $link }.
footer-contact-link = Escríbenos
footer-generator = Hecho con { $name }.

## An entry

entry-permalink = Enlace a esta entrada
entry-undated = sin fecha
entry-by = por { $author }
entry-by-at = por { $author }, el { $date }
entry-from = de { $source }
entry-minutes = { $count ->
    [one] { $count } min de lectura
   *[other] { $count } min de lectura
}
entry-read-whole = Leer la entrada completa
entry-tags = Etiquetas
entry-also-in = También en { $blogs }
entry-comments = Comentarios

## Links to newer and older pages

pager-label = Páginas
pager-newer = Entradas más recientes
pager-older = Entradas anteriores
pager-previous = Página anterior
pager-next = Página siguiente
page-of = Página { $number } de { $count }
pager-days = Días
pager-months = Meses
pager-years = Años
newer-day = El día siguiente
older-day = El día anterior
newer-month = El mes siguiente
older-month = El mes anterior
newer-year = El año siguiente
older-year = El año anterior

## Ways to subscribe

subscribe-title = Suscribirse
subscribe-atom = las últimas entradas, para cualquier lector de canales
subscribe-rss = lo mismo, para lectores más antiguos
subscribe-json = lo mismo, para programas
subscribe-opml = los propios blogs: impórtalo para seguir cada uno en tu lector
subscribe-blogroll = Los blogs de { $planet }
subscribe-own-feed = { $name } (su propio canal)

## The river, and the boxes beside it

river-empty-title = Aún no hay nada
river-empty = Ningún blog ha publicado todavía, o no se pudo leer ninguno. La { $link } dice cómo está cada uno.
river-empty-link = página de estado
no-blogs = Este planeta todavía no sigue ningún blog.
no-blogs-remedy = Añade el primero a { $file } y vuelve a generar el sitio.
river-days = Ir a un día
river-all-days = Todos los días
river-blogs-title = Blogs
river-blog-problem = problema
river-all-blogs = { $count ->
    [one] Todos los blogs ({ $count })
   *[other] Los { $count } blogs
}
river-more-blogs = Más sobre ellos
new-since = { $form ->
    [one] { $count } entrada nueva desde tu última visita
   *[other] { $count } entradas nuevas desde tu última visita
}
new-since-all = Todas las entradas de esta página son nuevas desde tu última visita
new-since-mark = Lo que sigue ya lo has visto
stale = Esta página no se actualiza desde el { $date }: pueden faltar entradas más recientes

## Only titles

titles-title = Títulos
titles-description = Las últimas entradas de { $planet } por sus títulos

## The archive: days, months and years

archive-title = Archivo
archive-description = Todo lo que recuerda { $planet }, por años, meses y días
archive-empty = Ningún blog ha publicado todavía.
archive-part-description = { $count ->
    [one] { $count } entrada en { $planet }: { $date }
   *[other] { $count } entradas en { $planet }: { $date }
}
archive-posts = Entradas
archive-whole-day = { $count ->
    [one] El día entero: { $count } entrada
   *[other] Las { $count } entradas de este día
}

## The blogroll

blogroll-title = Blogs
blogroll-description = Los blogs que sigue { $planet }
blogroll-intro = { $count ->
    [one] { $count } blog en este planeta.
   *[other] { $count } blogs en este planeta.
}
blogroll-opml = { $link } para seguirlos todos en tu propio lector.
blogroll-opml-link = Descarga la lista en OPML
blogroll-other-group = Más blogs
blogroll-only-group = Todos los blogs
blogroll-last-post = Última entrada: { $date }
blogroll-no-post = Aún sin entradas
blogroll-home = Blog
blogroll-home-of = Blog: { $name }
blogroll-feed = Canal
blogroll-feed-of = Canal: { $name }
blogroll-sort = Ordenar los blogs
blogroll-by-name = Por nombre
blogroll-by-newest = Por última entrada
blogroll-by-group = Por grupo
blogroll-quiet = En silencio desde el { $date }
blogroll-dead = Desaparecido
blogroll-dead-since = Desaparecido desde el { $date }

## How the blogroll changed

changes-title = Cambios en la lista de blogs
changes-description = Qué blogs llegaron a { $planet } y cuáles se fueron
changes-link = Qué ha cambiado aquí
changes-feed = Canal de estos cambios
changes-empty = Todavía no ha cambiado nada.
change-opened = { $count ->
    [one] { $planet } abrió con { $count } blog
   *[other] { $planet } abrió con { $count } blogs
}
change-added = Se ha añadido { $name }
change-removed = Se ha retirado { $name }
change-moved = { $name } se ha mudado a { $place }
change-renamed = { $old } se llama ahora { $name }
change-resumed = { $name } ha vuelto después de mucho tiempo
change-resumed-since = { $name } ha vuelto; llevaba en silencio desde el { $date }
change-added-many = { $count ->
    [one] Se ha añadido { $count } blog
   *[other] Se han añadido { $count } blogs
}
change-removed-many = { $count ->
    [one] Se ha retirado { $count } blog
   *[other] Se han retirado { $count } blogs
}
change-moved-many = { $count ->
    [one] { $count } blog se ha mudado
   *[other] { $count } blogs se han mudado
}
change-renamed-many = { $count ->
    [one] { $count } blog ha cambiado de nombre
   *[other] { $count } blogs han cambiado de nombre
}
change-resumed-many = { $count ->
    [one] { $count } blog ha vuelto después de mucho tiempo
   *[other] { $count } blogs han vuelto después de mucho tiempo
}

## The page of one blog

feed-visit = Visitar el blog
feed-subscribe = Suscribirse solo a este blog
feed-stale = No está al día.
feed-stale-since = Desde el { $date }: { $problem }.
feed-details = Detalles
feed-newest = Últimas entradas
feed-empty = Aún no hay entradas. La { $link } dice cuándo miró planet por última vez.
feed-empty-link = página de estado
feed-about = Acerca de este blog
feed-calls-itself = Se llama a sí mismo
feed-group = Grupo
feed-tags = Etiquetas
feed-last-post = Última entrada
feed-posts-known = Entradas conocidas
feed-status = Estado de su canal
feed-older = Antes de eso
feed-by-year = Todas las entradas por año
feed-year-title = { $name }, { $year }
feed-year-description = { $count ->
    [one] { $count } entrada de { $name }, { $year }
   *[other] { $count } entradas de { $name }, { $year }
}
feed-all = Todo sobre este blog

## Groups and tags

groups-title = Grupos
group-description = Los blogs del grupo { $name } en { $planet }
group-blogs = Blogs de este grupo
group-follow = Seguir solo estos: { $links }.
group-feed-of = { $planet }: { $name }
group-empty = Ninguno de estos blogs ha publicado todavía.
tags-title = Etiquetas
tags-description = De qué se escribe en { $planet }
tags-intro = Las etiquetas que llevan al menos tres de las últimas entradas.
tags-empty = Ninguna etiqueta está todavía en tres entradas.
tag-description = Las últimas entradas de { $planet } con la etiqueta { $tag }
tag-intro = { $count ->
    [one] { $count } de las últimas entradas lleva esta etiqueta.
   *[other] { $count } de las últimas entradas llevan esta etiqueta.
}
tag-all = Todas las etiquetas
tag-newest = { $count ->
    [one] Se muestra la última.
   *[other] Se muestran las { $count } últimas.
}

## The status page

status-title = Estado
status-description = Cómo están los canales que sigue { $planet }
status-intro = ¿Por qué no aparece una entrada? Busca el blog más abajo.
status-summary = { $feeds }, { $problems }.
status-summary-looks = { $feeds }, { $problems }, { $looks }.
status-no-problem = ninguno con problemas
status-problems = { $count ->
    [one] { $count } con problemas
   *[other] { $count } con problemas
}
status-looks = { $count ->
    [one] { $count } por revisar
   *[other] { $count } por revisar
}
status-json = Lo mismo para programas: { $link }.
status-needs-look = Por revisar
status-well = En orden
status-problem = Problema: { $problem }
status-not-asked = Aún sin consultar
status-fine = En orden
status-held = { $count ->
    [one] { $count } entrada retenida fuera de la portada
   *[other] { $count } entradas retenidas fuera de la portada
}
status-held-because = { $held }: { $reasons }
held-new-feed = { $count ->
    [one] { $count } ya estaba cuando se añadió el canal, que solo trae sus últimas entradas
   *[other] { $count } ya estaban cuando se añadió el canal, que solo trae sus últimas entradas
}
held-undated = { $count ->
    [one] { $count } no tiene fecha y ya estaba antes de la primera lectura del canal
   *[other] { $count } no tienen fecha y ya estaban antes de la primera lectura del canal
}
held-future = { $count ->
    [one] { $count } lleva una fecha futura
   *[other] { $count } llevan una fecha futura
}
held-restamped = { $count ->
    [one] { $count } llegó con muchas otras de la misma hora: su fecha es la de una reconstrucción del sitio
   *[other] { $count } llegaron con fechas de la misma hora: son las de una reconstrucción del sitio
}
status-moved = Se ha mudado definitivamente a { $url }
status-since = Desde
status-failed = Fallos
status-failed-times = { $count ->
    [one] una vez
   *[other] { $count } veces seguidas
}
status-last-asked = Última consulta
status-last-answer = Última respuesta
status-last-read = Última lectura correcta
status-never = nunca
status-newest = Última entrada
status-none = ninguna
status-posts = Entradas
status-kept = { $count ->
    [one] { $count } guardada
   *[other] { $count } guardadas
}
status-dropped = { $count ->
    [one] { $count } descartada por un filtro
   *[other] { $count } descartadas por un filtro
}
status-asked-again = Se consultará después de
status-feed = Canal: { $url }
status-own-page-only = Sus entradas solo están en su propia página, no en la portada
status-not-shown = { $count ->
    [one] No mostradas hoy
   *[other] No mostradas en los últimos { $count } días
}
why-new-feed = ya estaba cuando se añadió el canal
why-undated = no tiene fecha y ya estaba antes de la primera lectura del canal
why-future = lleva una fecha futura
why-restamped = llegó con muchas otras de la misma hora: la fecha de una reconstrucción del sitio
why-filter = descartada por un filtro: { $filter }
why-filter-program = descartada por un programa de filtrado
why-unfiltered = espera a un filtro que aún no la ha visto
why-duplicate = se muestra como entrada de { $name }

## What can be wrong with a feed

problem-http = el servidor responde con un error
problem-gone = el canal ya no existe
problem-rate-limited = el servidor pide que esperemos
problem-timeout = el servidor no responde a tiempo
problem-dns = no se encuentra el nombre del servidor
problem-connect = no se logra conectar con el servidor
problem-tls = no se logra una conexión segura
problem-too-large = el canal es demasiado grande
problem-redirect = la redirección no lleva a ningún canal
problem-forbidden = planet no consulta esta dirección
problem-protocol = la respuesta del servidor es incorrecta
problem-web-page = llegó una página web en lugar de un canal
problem-not-a-feed = lo que llegó no es un canal
problem-json = lo que llegó es JSON, pero no JSON Feed
problem-empty = la respuesta estaba vacía
problem-no-entries = el canal ya no tiene entradas
problem-malformed = el canal tiene errores y solo se pudo leer tras repararlo
problem-io = no se puede leer el archivo
problem-filter = un filtro de este planeta falla con este canal; las entradas nuevas esperan
problem-internal = el propio planet falló con este canal

## Unknown addresses

not-found-title = Página no encontrada
not-found-text = No hay nada en esta dirección. Quizá hubo una entrada que ha cambiado de sitio: las nuevas empujan a las antiguas a páginas posteriores.
not-found-newest = Las últimas entradas
not-found-blogs = { $link }, cada uno con su página de entradas
not-found-blogs-link = Todos los blogs

## Search

search-title = Buscar
search-description = Buscar en las entradas de { $planet }
search-label = Palabras del título, del texto, de las etiquetas o del nombre
search-placeholder = Palabras, etiquetas, nombres
search-button = Buscar
search-ready = Entradas en las que se puede buscar: { $count }
search-found = Entradas encontradas: { $count }
search-results = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
}
search-none = Ninguna entrada contiene todas estas palabras.
search-reach = Búsqueda hecha hasta { $month }
search-more = Mostrar más
search-failed = No se pudo cargar la búsqueda. ¿Tienes conexión?
search-permalink = Esta entrada en este planeta
search-no-script = La búsqueda necesita JavaScript, que no ha funcionado en este navegador. Las páginas de abajo llevan a cada entrada sin él.
search-elsewhere = Otras formas de encontrar una entrada
search-titles = { $link } de las últimas entradas
search-titles-link = Los títulos
search-archive = { $link }, día a día
search-archive-link = El archivo
search-blogs = { $link }, cada uno con su página de entradas
search-blogs-link = Los blogs

## The digest

digest-title = Resumen semanal
digest-title-monthly = Resumen mensual
digest-description = Lo mejor de { $planet }, semana a semana
digest-description-monthly = Lo mejor de { $planet }, mes a mes
digest-name = { $planet } semanal n.º { $number }
digest-name-monthly = { $planet } mensual n.º { $number }
digest-issues = Todos los números
digest-newer = Número siguiente
digest-older = Número anterior
digest-feed = Canal del resumen
digest-feed-entries = una entrada por número
digest-empty = El primer número saldrá cuando acabe esta semana.
digest-empty-monthly = El primer número saldrá cuando acabe este mes.
digest-articles = Artículos
digest-projects = Proyectos
digest-discussions = Debates
digest-items = { $count ->
    [one] { $count } recomendación
   *[other] { $count } recomendaciones
}
digest-counts = { $posts ->
    [one] { $posts } entrada
   *[other] { $posts } entradas
} de { $blogs } de { $followed ->
    [one] { $followed } blog
   *[other] { $followed } blogs
}
digest-new-blogs = Blogs nuevos: { $blogs }
digest-found-at = visto en { $blog }
digest-also-discussed = También lo comentan: { $blogs }

## Colors and keys

theme-label = Colores
theme-auto = Automático
theme-light = Claro
theme-dark = Oscuro
keys-switch = Atajos de teclado
keys-show = Lista de atajos
keys-title = Atajos de teclado
keys-next = Entrada siguiente
keys-previous = Entrada anterior
keys-open = Abrir la entrada en su blog
keys-search = Buscar
keys-help = Esta lista
keys-note = Se pueden desactivar al pie de la página.
keys-close = Cerrar
