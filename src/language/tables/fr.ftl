### Français. Ce qu’il faut savoir de chaque message se trouve dans en.ftl. Les espaces insécables comptent.

## Dates

months = janvier | février | mars | avril | mai | juin | juillet | août | septembre | octobre | novembre | décembre
months-short = janv. | févr. | mars | avr. | mai | juin | juil. | août | sept. | oct. | nov. | déc.
weekdays = lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche
weekdays-short = lun. | mar. | mer. | jeu. | ven. | sam. | dim.
date-day = { date-day-month } { $year }
date-weekday = { $weekday } { date-day }
date-day-month = { $day ->
    [1] 1er
   *[other] { $day }
} { $month }
date-month = { $month } { $year }
date-month-name = { $month }
date-year = { $year }
date-short = { $day ->
    [1] 1er
   *[other] { $day }
} { $month_short } { $year }
date-time = { $hour }:{ $minute }
date-day-time = { date-day } à { date-time }
date-short-time = { date-short }, { date-time }
date-range = du { $from } au { $to }
date-range-in-year = du { $from } au { $to } { $year }

## Numbers and signs

decimal-mark = ,
size-bytes = { $count ->
    [one] { $count } octet
   *[other] { $count } octets
}
size-kb = { $number } ko
size-mb = { $number } Mo
size-gb = { $number } Go
list-comma = { ", " }
list-semicolon = { " ; " }
sentence-space = { " " }
posts = { $count ->
    [one] { $count } billet
   *[other] { $count } billets
}
posts-more = { $count ->
    [one] Et { $count } autre
   *[other] Et { $count } autres
}
blogs = { $count ->
    [one] { $count } blog
   *[other] { $count } blogs
}
feeds = { $count ->
    [one] { $count } flux
   *[other] { $count } flux
}

## The frame of every page

skip-to-content = Aller au contenu
skip-to-sidebar = Aller à la barre latérale
nav-label = Rubriques
nav-river = À la une
nav-titles = Titres
nav-archive = Archives
nav-blogs = Blogs
nav-groups = Groupes
nav-tags = Mots-clés
nav-search = Recherche
nav-status = État
nav-about = À propos
nav-subscribe = S’abonner
sidebar-label = À propos de cette planète
footer-blogs-state = { $blogs }, { $link }.
footer-all-well-link = tout va bien
footer-problems-link = { $count ->
    [one] { $count } en difficulté
   *[other] { $count } en difficulté
}
footer-blogs = { $link }.
footer-newest = Dernier billet le { $date }.
footer-zone = Fuseau horaire : { $zone }.
footer-keeper = Tenue par { $name }.
footer-rights = Les billets appartiennent à leurs auteurs et autrices.
footer-contact = Vous voulez que votre blog y figure, ou qu’il n’y figure plus ? { $link }.
footer-contact-link = Écrivez-nous
footer-generator = Réalisée avec { $name }.

## An entry

entry-permalink = Lien vers ce billet
entry-undated = sans date
entry-by = par { $author }
entry-by-at = par { $author }, le { $date }
entry-from = tiré de { $source }
entry-minutes = { $count ->
    [one] { $count } min de lecture
   *[other] { $count } min de lecture
}
entry-read-whole = Lire tout le billet
entry-tags = Mots-clés
entry-also-in = Aussi dans { $blogs }
entry-comments = Commentaires

## Links to newer and older pages

pager-label = Pages
pager-newer = Billets plus récents
pager-older = Billets plus anciens
pager-previous = Page précédente
pager-next = Page suivante
page-of = Page { $number } sur { $count }
pager-days = Jours
pager-months = Mois
pager-years = Années
newer-day = Le jour suivant
older-day = Le jour précédent
newer-month = Le mois suivant
older-month = Le mois précédent
newer-year = L’année suivante
older-year = L’année précédente

## Ways to subscribe

subscribe-title = S’abonner
subscribe-atom = les derniers billets, pour tout lecteur de flux
subscribe-rss = la même chose, pour les lecteurs plus anciens
subscribe-json = la même chose, pour les programmes
subscribe-opml = les blogs eux-mêmes : à importer pour suivre chacun dans votre propre lecteur
subscribe-blogroll = Les blogs de { $planet }
subscribe-own-feed = { $name } (son propre flux)

## The river, and the boxes beside it

river-empty-title = Rien pour l’instant
river-empty = Aucun des blogs n’a encore publié, ou aucun n’a pu être lu. La { $link } dit comment chacun se porte.
river-empty-link = page d’état
no-blogs = Cette planète ne suit encore aucun blog.
no-blogs-remedy = Ajoutez le premier à { $file }, puis reconstruisez le site.
river-days = Aller à un jour
river-all-days = Tous les jours
river-blogs-title = Blogs
river-blog-problem = problème
river-all-blogs = { $count ->
    [one] Tous les blogs ({ $count })
   *[other] Les { $count } blogs
}
river-more-blogs = En savoir plus
new-since = { $form ->
    [one] { $count } nouveau billet depuis votre dernière visite
   *[other] { $count } nouveaux billets depuis votre dernière visite
}
new-since-all = Tous les billets de cette page sont nouveaux depuis votre dernière visite
new-since-mark = Vous avez déjà vu ce qui suit
stale = Cette page n’a pas été mise à jour depuis le { $date } : des billets plus récents peuvent manquer

## Only titles

titles-title = Titres
titles-description = Les derniers billets de { $planet } par leurs titres

## The archive: days, months and years

archive-title = Archives
archive-description = Tout ce dont { $planet } se souvient, par année, mois et jour
archive-empty = Aucun des blogs n’a encore publié.
archive-part-description = { $count ->
    [one] { $count } billet sur { $planet } : { $date }
   *[other] { $count } billets sur { $planet } : { $date }
}
archive-posts = Billets
archive-whole-day = { $count ->
    [one] Tout ce jour : { $count } billet
   *[other] Les { $count } billets de ce jour
}

## The blogroll

blogroll-title = Blogs
blogroll-description = Les blogs que suit { $planet }
blogroll-intro = { $count ->
    [one] { $count } blog sur cette planète.
   *[other] { $count } blogs sur cette planète.
}
blogroll-opml = { $link } pour les suivre tous dans votre propre lecteur de flux.
blogroll-opml-link = Téléchargez la liste au format OPML
blogroll-other-group = Autres blogs
blogroll-only-group = Tous les blogs
blogroll-last-post = Dernier billet le { $date }
blogroll-no-post = Pas encore de billet
blogroll-home = Blog
blogroll-home-of = Blog : { $name }
blogroll-feed = Flux
blogroll-feed-of = Flux : { $name }
blogroll-sort = Trier les blogs
blogroll-by-name = Par nom
blogroll-by-newest = Par dernier billet
blogroll-by-group = Par groupe
blogroll-quiet = Silencieux depuis le { $date }
blogroll-dead = Disparu
blogroll-dead-since = Disparu depuis le { $date }

## How the blogroll changed

changes-title = Changements de la liste
changes-description = Les blogs qui ont rejoint { $planet } et ceux qui l’ont quittée
changes-link = Ce qui a changé ici
changes-feed = Flux de ces changements
changes-empty = Rien n’a encore changé.
change-opened = { $count ->
    [one] { $planet } a ouvert avec { $count } blog
   *[other] { $planet } a ouvert avec { $count } blogs
}
change-added = { $name } nous a rejoints
change-removed = { $name } nous a quittés
change-moved = { $name } a déménagé vers { $place }
change-renamed = { $old } s’appelle désormais { $name }
change-resumed = { $name } est de retour après une longue absence
change-resumed-since = { $name } est de retour après un silence depuis le { $date }
change-added-many = { $count ->
    [one] { $count } blog nous a rejoints
   *[other] { $count } blogs nous ont rejoints
}
change-removed-many = { $count ->
    [one] { $count } blog nous a quittés
   *[other] { $count } blogs nous ont quittés
}
change-moved-many = { $count ->
    [one] { $count } blog a déménagé
   *[other] { $count } blogs ont déménagé
}
change-renamed-many = { $count ->
    [one] { $count } blog a changé de nom
   *[other] { $count } blogs ont changé de nom
}
change-resumed-many = { $count ->
    [one] { $count } blog est de retour après une longue absence
   *[other] { $count } blogs sont de retour après une longue absence
}

## The page of one blog

feed-visit = Visiter le blog
feed-subscribe = S’abonner à ce blog seul
feed-stale = Pas à jour.
feed-stale-since = Depuis le { $date } : { $problem }.
feed-details = Détails
feed-newest = Derniers billets
feed-empty = Pas encore de billet. La { $link } dit quand planet a regardé pour la dernière fois.
feed-empty-link = page d’état
feed-about = À propos de ce blog
feed-calls-itself = Son propre titre
feed-group = Groupe
feed-tags = Mots-clés
feed-last-post = Dernier billet
feed-posts-known = Billets connus
feed-status = État de son flux
feed-older = Avant cela
feed-by-year = Tous les billets par année
feed-year-title = { $name }, { $year }
feed-year-description = { $count ->
    [one] { $count } billet de { $name }, { $year }
   *[other] { $count } billets de { $name }, { $year }
}
feed-all = Tout sur ce blog

## Groups and tags

groups-title = Groupes
group-description = Les blogs du groupe { $name } sur { $planet }
group-blogs = Blogs de ce groupe
group-follow = Ne suivre que ceux-ci : { $links }.
group-feed-of = { $planet } : { $name }
group-empty = Aucun de ces blogs n’a encore publié.
tags-title = Mots-clés
tags-description = De quoi parle { $planet }
tags-intro = Les mots-clés que portent au moins trois des derniers billets.
tags-empty = Aucun mot-clé ne figure encore sur trois billets.
tag-description = Les derniers billets de { $planet } avec le mot-clé { $tag }
tag-intro = { $count ->
    [one] { $count } des derniers billets porte ce mot-clé.
   *[other] { $count } des derniers billets portent ce mot-clé.
}
tag-all = Tous les mots-clés
tag-newest = { $count ->
    [one] Seul le dernier est listé.
   *[other] Les { $count } derniers sont listés.
}

## The status page

status-title = État
status-description = Comment se portent les flux que suit { $planet }
status-intro = Pourquoi un billet manque-t-il ? Cherchez son blog ci-dessous.
status-summary = { $feeds }, { $problems }.
status-summary-looks = { $feeds }, { $problems }, { $looks }.
status-no-problem = aucun en difficulté
status-problems = { $count ->
    [one] { $count } en difficulté
   *[other] { $count } en difficulté
}
status-looks = { $count ->
    [one] { $count } à regarder de près
   *[other] { $count } à regarder de près
}
status-json = La même chose pour les programmes : { $link }.
status-needs-look = À regarder de près
status-well = Tout va bien
status-problem = Problème : { $problem }
status-not-asked = Pas encore interrogé
status-fine = Tout va bien
status-held = { $count ->
    [one] { $count } billet tenu à l’écart de la une
   *[other] { $count } billets tenus à l’écart de la une
}
status-held-because = { $held } : { $reasons }
held-new-feed = { $count ->
    [one] { $count } était déjà là quand le flux a été ajouté, or il n’apporte que ses derniers billets
   *[other] { $count } étaient déjà là quand le flux a été ajouté, or il n’apporte que ses derniers billets
}
held-undated = { $count ->
    [one] { $count } n’a pas de date et était là avant la première lecture du flux
   *[other] { $count } n’ont pas de date et étaient là avant la première lecture du flux
}
held-future = { $count ->
    [one] { $count } porte une date à venir
   *[other] { $count } portent une date à venir
}
held-restamped = { $count ->
    [one] { $count } est arrivé avec beaucoup d’autres de la même heure : sa date est celle d’une refonte du site
   *[other] { $count } sont arrivés avec des dates de la même heure : ce sont celles d’une refonte du site
}
status-moved = A déménagé définitivement vers { $url }
status-since = Depuis
status-failed = Échecs
status-failed-times = { $count ->
    [one] { $count } fois
   *[other] { $count } fois de suite
}
status-last-asked = Dernière interrogation
status-last-answer = Dernière réponse
status-last-read = Dernière lecture réussie
status-never = jamais
status-newest = Dernier billet
status-none = aucun
status-posts = Billets
status-kept = { $count ->
    [one] { $count } conservé
   *[other] { $count } conservés
}
status-dropped = { $count ->
    [one] { $count } écarté par un filtre
   *[other] { $count } écartés par un filtre
}
status-asked-again = Interrogé de nouveau après
status-feed = Flux : { $url }
status-own-page-only = Ses billets ne sont que sur sa propre page, pas à la une
status-not-shown = { $count ->
    [one] Non affichés aujourd’hui
   *[other] Non affichés ces { $count } derniers jours
}
why-new-feed = était déjà là quand le flux a été ajouté
why-undated = n’a pas de date et était là avant la première lecture du flux
why-future = porte une date à venir
why-restamped = arrivé avec beaucoup d’autres de la même heure : la date d’une refonte du site
why-filter = écarté par un filtre : { $filter }
why-filter-program = écarté par un programme de filtrage
why-unfiltered = attend un filtre qui ne l’a pas encore vu
why-duplicate = affiché comme billet de { $name }

## What can be wrong with a feed

problem-http = le serveur répond par une erreur
problem-gone = le flux n’existe plus
problem-rate-limited = le serveur demande de patienter
problem-timeout = le serveur ne répond pas à temps
problem-dns = le nom du serveur est introuvable
problem-connect = la connexion au serveur échoue
problem-tls = la connexion sécurisée échoue
problem-too-large = le flux est trop volumineux
problem-redirect = la redirection ne mène à aucun flux
problem-forbidden = planet n’interroge pas cette adresse
problem-protocol = la réponse du serveur est incorrecte
problem-web-page = une page web est arrivée à la place d’un flux
problem-not-a-feed = ce qui est arrivé n’est pas un flux
problem-json = ce qui est arrivé est du JSON, mais pas un JSON Feed
problem-empty = la réponse était vide
problem-no-entries = le flux n’a plus de billets
problem-malformed = le flux contient des erreurs et n’a été lu qu’après réparation
problem-io = le fichier ne peut pas être lu
problem-filter = un filtre de cette planète échoue sur ce flux ; les nouveaux billets l’attendent
problem-internal = planet lui-même a échoué sur ce flux

## Unknown addresses

not-found-title = Page introuvable
not-found-text = Il n’y a rien à cette adresse. Il s’y trouvait peut-être un billet qui a changé de place : les nouveaux poussent les anciens vers les pages suivantes.
not-found-newest = Les derniers billets
not-found-blogs = { $link }, chacun avec sa page de billets
not-found-blogs-link = Tous les blogs

## Search

search-title = Recherche
search-description = Chercher dans les billets de { $planet }
search-label = Mots du titre, du texte, des mots-clés ou du nom
search-placeholder = Mots, mots-clés, noms
search-button = Chercher
search-ready = Billets consultables : { $count }
search-found = Billets trouvés : { $count }
search-results = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
search-none = Aucun billet ne contient tous ces mots.
search-reach = Recherche effectuée jusqu’à { $month }
search-more = Afficher plus
search-failed = La recherche n’a pas pu être chargée. Êtes-vous en ligne ?
search-permalink = Ce billet sur cette planète
search-no-script = La recherche a besoin de JavaScript, qui n’a pas fonctionné dans ce navigateur. Les pages ci-dessous mènent à chaque billet sans lui.
search-elsewhere = Autres chemins vers un billet
search-titles = { $link } des derniers billets
search-titles-link = Les titres
search-archive = { $link }, jour par jour
search-archive-link = Les archives
search-blogs = { $link }, chacun avec sa page de billets
search-blogs-link = Les blogs

## The digest

digest-title = La semaine
digest-title-monthly = Le mois
digest-description = Le meilleur de { $planet }, semaine après semaine
digest-description-monthly = Le meilleur de { $planet }, mois après mois
digest-name = { $planet } : la semaine, nº { $number }
digest-name-monthly = { $planet } : le mois, nº { $number }
digest-issues = Tous les numéros
digest-newer = Numéro suivant
digest-older = Numéro précédent
digest-feed = Flux de ces numéros
digest-feed-entries = une entrée par numéro
digest-empty = Le premier numéro paraîtra à la fin de cette semaine.
digest-empty-monthly = Le premier numéro paraîtra à la fin de ce mois.
digest-articles = Articles
digest-projects = Projets
digest-discussions = Discussions
digest-items = { $count ->
    [one] { $count } trouvaille
   *[other] { $count } trouvailles
}
digest-counts = { $posts ->
    [one] { $posts } billet
   *[other] { $posts } billets
} de { $blogs } blogs sur { $followed }
digest-new-blogs = Nouveaux blogs : { $blogs }
digest-found-at = trouvé chez { $blog }
digest-also-discussed = À lire aussi chez { $blogs }

## Colors and keys

theme-label = Couleurs
theme-auto = Auto
theme-light = Clair
theme-dark = Sombre
keys-switch = Raccourcis clavier
keys-show = Liste des raccourcis
keys-title = Raccourcis clavier
keys-next = Billet suivant
keys-previous = Billet précédent
keys-open = Ouvrir le billet sur son blog
keys-search = Recherche
keys-help = Cette liste
keys-note = Ils se désactivent au pied de la page.
keys-close = Fermer
