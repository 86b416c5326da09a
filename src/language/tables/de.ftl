### Deutsch. Was zu einer Meldung zu wissen ist, steht in en.ftl.

## Dates

months = Januar | Februar | März | April | Mai | Juni | Juli | August | September | Oktober | November | Dezember
months-short = Jan. | Feb. | März | Apr. | Mai | Juni | Juli | Aug. | Sept. | Okt. | Nov. | Dez.
weekdays = Montag | Dienstag | Mittwoch | Donnerstag | Freitag | Samstag | Sonntag
weekdays-short = Mo | Di | Mi | Do | Fr | Sa | So
date-day = { $day }. { $month } { $year }
date-weekday = { $weekday }, { date-day }
date-day-month = { $day }. { $month }
date-month = { $month } { $year }
date-month-name = { $month }
date-year = { $year }
date-short = { $day }. { $month_short } { $year }
date-time = { $hour }:{ $minute }
date-day-time = { date-day }, { date-time } Uhr
date-short-time = { date-short }, { date-time }
date-range = { $from } bis { $to }
date-range-in-year = { $from } bis { $to } { $year }

## Numbers and signs

decimal-mark = ,
size-bytes = { $count ->
    [one] { $count } Byte
   *[other] { $count } Byte
}
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
list-comma = { ", " }
list-semicolon = { "; " }
sentence-space = { " " }
posts = { $count ->
    [one] { $count } Beitrag
   *[other] { $count } Beiträge
}
posts-more = { $count ->
    [one] Und { $count } weiterer
   *[other] Und { $count } weitere
}
blogs = { $count ->
    [one] { $count } Blog
   *[other] { $count } Blogs
}
feeds = { $count ->
    [one] { $count } Feed
   *[other] { $count } Feeds
}

## The frame of every page

skip-to-content = Zum Inhalt springen
skip-to-sidebar = Zur Seitenleiste springen
nav-label = Hauptmenü
nav-river = Neues
nav-titles = Titel
nav-archive = Archiv
nav-blogs = Blogs
nav-groups = Gruppen
nav-tags = Schlagwörter
nav-search = Suche
nav-status = Status
nav-about = Über uns
nav-subscribe = Abonnieren
sidebar-label = Über diesen Planeten
footer-blogs-state = { $blogs }, { $link }.
footer-all-well-link = alles in Ordnung
footer-problems-link = { $count ->
    [one] davon { $count } mit einem Problem
   *[other] davon { $count } mit Problemen
}
footer-blogs = { $link }.
footer-newest = Neuester Beitrag: { $date }.
footer-zone = Zeitzone: { $zone }.
footer-keeper = Betreut von { $name }.
footer-rights = Die Beiträge gehören denen, die sie geschrieben haben.
footer-contact = Soll dein Blog dazukommen oder verschwinden? { $link }.
footer-contact-link = Schreib uns
footer-generator = Gemacht mit { $name }.

## An entry

entry-permalink = Link zu diesem Beitrag
entry-undated = ohne Datum
entry-by = von { $author }
entry-by-at = von { $author }, { $date }
entry-from = aus { $source }
entry-minutes = { $count ->
    [one] { $count } Min. Lesezeit
   *[other] { $count } Min. Lesezeit
}
entry-read-whole = Den ganzen Beitrag lesen
entry-tags = Schlagwörter
entry-also-in = Auch in { $blogs }
entry-comments = Kommentare

## Links to newer and older pages

pager-label = Seiten
pager-newer = Neuere Beiträge
pager-older = Ältere Beiträge
pager-previous = Vorige Seite
pager-next = Nächste Seite
page-of = Seite { $number } von { $count }
pager-days = Tage
pager-months = Monate
pager-years = Jahre
newer-day = Der nächste Tag
older-day = Der Tag davor
newer-month = Der nächste Monat
older-month = Der Monat davor
newer-year = Das nächste Jahr
older-year = Das Jahr davor

## Ways to subscribe

subscribe-title = Abonnieren
subscribe-atom = die neuesten Beiträge, für jeden Feedreader
subscribe-rss = dasselbe für ältere Feedreader
subscribe-json = dasselbe für Programme
subscribe-opml = die Blogs selbst: zum Importieren, um jedem einzeln im eigenen Feedreader zu folgen
subscribe-blogroll = Blogs auf { $planet }
subscribe-own-feed = { $name } (eigener Feed)

## The river, and the boxes beside it

river-empty-title = Hier ist noch nichts
river-empty = Noch hat keines der Blogs etwas veröffentlicht, oder keines war zu lesen. Die { $link } sagt, wie es um jedes steht.
river-empty-link = Statusseite
no-blogs = Dieser Planet folgt noch keinem Blog.
no-blogs-remedy = Trag das erste in { $file } ein und bau die Seite neu.
river-days = Zu einem Tag springen
river-all-days = Alle Tage
river-blogs-title = Blogs
river-blog-problem = Problem
river-all-blogs = { $count ->
    [one] Alle Blogs ({ $count })
   *[other] Alle { $count } Blogs
}
river-more-blogs = Mehr über sie
new-since = { $form ->
    [one] { $count } neuer Beitrag seit deinem letzten Besuch
   *[other] { $count } neue Beiträge seit deinem letzten Besuch
}
new-since-all = Alle Beiträge auf dieser Seite sind neu seit deinem letzten Besuch
new-since-mark = Was folgt, kennst du schon
stale = Diese Seite wurde seit dem { $date } nicht erneuert: Neuere Beiträge können fehlen

## Only titles

titles-title = Titel
titles-description = Die neuesten Beiträge von { $planet } nach ihren Titeln

## The archive: days, months and years

archive-title = Archiv
archive-description = Alles, woran sich { $planet } erinnert, nach Jahren, Monaten und Tagen
archive-empty = Noch hat keines der Blogs etwas veröffentlicht.
archive-part-description = { $count ->
    [one] { $count } Beitrag auf { $planet }: { $date }
   *[other] { $count } Beiträge auf { $planet }: { $date }
}
archive-posts = Beiträge
archive-whole-day = { $count ->
    [one] Der ganze Tag: { $count } Beitrag
   *[other] Alle { $count } Beiträge dieses Tages
}

## The blogroll

blogroll-title = Blogs
blogroll-description = Die Blogs, denen { $planet } folgt
blogroll-intro = { $count ->
    [one] { $count } Blog auf diesem Planeten.
   *[other] { $count } Blogs auf diesem Planeten.
}
blogroll-opml = { $link }, um allen im eigenen Feedreader zu folgen.
blogroll-opml-link = Liste als OPML herunterladen
blogroll-other-group = Weitere Blogs
blogroll-only-group = Alle Blogs
blogroll-last-post = Letzter Beitrag: { $date }
blogroll-no-post = Noch kein Beitrag
blogroll-home = Blog
blogroll-home-of = Blog: { $name }
blogroll-feed = Feed
blogroll-feed-of = Feed: { $name }
blogroll-sort = Blogs sortieren
blogroll-by-name = Nach Namen
blogroll-by-newest = Nach neuestem Beitrag
blogroll-by-group = Nach Gruppen
blogroll-quiet = Still seit { $date }
blogroll-dead = Aufgegeben
blogroll-dead-since = Aufgegeben seit { $date }

## How the blogroll changed

changes-title = Änderungen der Blogliste
changes-description = Welche Blogs zu { $planet } gekommen sind und welche gegangen
changes-link = Was sich hier geändert hat
changes-feed = Feed dieser Änderungen
changes-empty = Noch hat sich nichts geändert.
change-opened = { $count ->
    [one] { $planet } ist mit { $count } Blog gestartet
   *[other] { $planet } ist mit { $count } Blogs gestartet
}
change-added = { $name } ist neu dabei
change-removed = { $name } ist nicht mehr dabei
change-moved = { $name } ist umgezogen nach { $place }
change-renamed = { $old } heißt jetzt { $name }
change-resumed = { $name } ist nach langer Zeit wieder da
change-resumed-since = { $name } ist wieder da; seit { $date } war es dort still
change-added-many = { $count ->
    [one] { $count } Blog ist neu dabei
   *[other] { $count } Blogs sind neu dabei
}
change-removed-many = { $count ->
    [one] { $count } Blog ist nicht mehr dabei
   *[other] { $count } Blogs sind nicht mehr dabei
}
change-moved-many = { $count ->
    [one] { $count } Blog ist umgezogen
   *[other] { $count } Blogs sind umgezogen
}
change-renamed-many = { $count ->
    [one] { $count } Blog heißt jetzt anders
   *[other] { $count } Blogs heißen jetzt anders
}
change-resumed-many = { $count ->
    [one] { $count } Blog ist nach langer Zeit wieder da
   *[other] { $count } Blogs sind nach langer Zeit wieder da
}

## The page of one blog

feed-visit = Blog besuchen
feed-subscribe = Nur dieses Blog abonnieren
feed-stale = Nicht auf dem neuesten Stand.
feed-stale-since = Seit { $date }: { $problem }.
feed-details = Einzelheiten
feed-newest = Neueste Beiträge
feed-empty = Noch keine Beiträge. Die { $link } sagt, wann planet zuletzt nachgesehen hat.
feed-empty-link = Statusseite
feed-about = Über dieses Blog
feed-calls-itself = Nennt sich
feed-group = Gruppe
feed-tags = Schlagwörter
feed-last-post = Letzter Beitrag
feed-posts-known = Bekannte Beiträge
feed-status = Status seines Feeds
feed-older = Davor
feed-by-year = Alle Beiträge nach Jahren
feed-year-title = { $name }, { $year }
feed-year-description = { $count ->
    [one] { $count } Beitrag von { $name }, { $year }
   *[other] { $count } Beiträge von { $name }, { $year }
}
feed-all = Alles über dieses Blog

## Groups and tags

groups-title = Gruppen
group-description = Die Blogs der Gruppe { $name } auf { $planet }
group-blogs = Blogs dieser Gruppe
group-follow = Nur diesen folgen: { $links }.
group-feed-of = { $planet }: { $name }
group-empty = Noch hat keines dieser Blogs etwas veröffentlicht.
tags-title = Schlagwörter
tags-description = Worüber auf { $planet } geschrieben wird
tags-intro = Die Schlagwörter, die mindestens drei der neuesten Beiträge tragen.
tags-empty = Noch trägt kein Schlagwort drei Beiträge.
tag-description = Die neuesten Beiträge von { $planet } mit dem Schlagwort { $tag }
tag-intro = { $count ->
    [one] { $count } der neuesten Beiträge trägt dieses Schlagwort.
   *[other] { $count } der neuesten Beiträge tragen dieses Schlagwort.
}
tag-all = Alle Schlagwörter
tag-newest = { $count ->
    [one] Der neueste ist aufgeführt.
   *[other] Die neuesten { $count } sind aufgeführt.
}

## The status page

status-title = Status
status-description = Wie es um die Feeds steht, denen { $planet } folgt
status-intro = Warum fehlt ein Beitrag? Such unten nach dem Blog.
status-summary = { $feeds }, { $problems }.
status-summary-looks = { $feeds }, { $problems }, { $looks }.
status-no-problem = keiner mit einem Problem
status-problems = { $count ->
    [one] { $count } mit einem Problem
   *[other] { $count } mit Problemen
}
status-looks = { $count ->
    [one] { $count } zum Nachsehen
   *[other] { $count } zum Nachsehen
}
status-json = Dasselbe für Programme: { $link }.
status-needs-look = Zum Nachsehen
status-well = In Ordnung
status-problem = Problem: { $problem }
status-not-asked = Noch nicht abgefragt
status-fine = In Ordnung
status-held = { $count ->
    [one] { $count } Beitrag wird zurückgehalten
   *[other] { $count } Beiträge werden zurückgehalten
}
status-held-because = { $held }: { $reasons }
held-new-feed = { $count ->
    [one] { $count } war schon da, als der Feed dazukam, der nur seine neuesten Beiträge mitbringt
   *[other] { $count } waren schon da, als der Feed dazukam, der nur seine neuesten Beiträge mitbringt
}
held-undated = { $count ->
    [one] { $count } hat kein Datum und war schon da, bevor der Feed zum ersten Mal gelesen wurde
   *[other] { $count } haben kein Datum und waren schon da, bevor der Feed zum ersten Mal gelesen wurde
}
held-future = { $count ->
    [one] { $count } trägt ein Datum in der Zukunft
   *[other] { $count } tragen ein Datum in der Zukunft
}
held-restamped = { $count ->
    [one] { $count } kam mit vielen anderen aus derselben Stunde; das Datum ist das eines Umbaus
   *[other] { $count } kamen mit Daten aus derselben Stunde; es sind die Daten eines Umbaus
}
status-moved = Dauerhaft umgezogen nach { $url }
status-since = Seit
status-failed = Misslungen
status-failed-times = { $count ->
    [one] einmal
   *[other] { $count }-mal in Folge
}
status-last-asked = Zuletzt abgefragt
status-last-answer = Letzte Antwort
status-last-read = Zuletzt gelesen
status-never = nie
status-newest = Neuester Beitrag
status-none = keiner
status-posts = Beiträge
status-kept = { $count ->
    [one] { $count } gespeichert
   *[other] { $count } gespeichert
}
status-dropped = { $count ->
    [one] { $count } durch einen Filter ausgeschlossen
   *[other] { $count } durch einen Filter ausgeschlossen
}
status-asked-again = Nächste Abfrage nach
status-feed = Feed: { $url }
status-own-page-only = Seine Beiträge stehen nur auf seiner eigenen Seite, nicht unter „Neues“
status-not-shown = { $count ->
    [one] Heute nicht gezeigt
   *[other] In den letzten { $count } Tagen nicht gezeigt
}
why-new-feed = war schon da, als der Feed dazukam
why-undated = hat kein Datum und war schon da, bevor der Feed zum ersten Mal gelesen wurde
why-future = trägt ein Datum in der Zukunft
why-restamped = kam mit vielen anderen aus derselben Stunde: das Datum eines Umbaus
why-filter = durch einen Filter ausgeschlossen: { $filter }
why-filter-program = von einem Filterprogramm ausgeschlossen
why-unfiltered = wartet auf einen Filter, der ihn noch nicht gesehen hat
why-duplicate = wird als Beitrag von { $name } gezeigt

## What can be wrong with a feed

problem-http = der Server antwortet mit einem Fehler
problem-gone = den Feed gibt es nicht mehr
problem-rate-limited = der Server bittet um Geduld
problem-timeout = der Server antwortet nicht rechtzeitig
problem-dns = der Name des Servers ist nicht zu finden
problem-connect = die Verbindung zum Server kommt nicht zustande
problem-tls = die verschlüsselte Verbindung kommt nicht zustande
problem-too-large = der Feed ist zu groß
problem-redirect = die Weiterleitung führt zu keinem Feed
problem-forbidden = diese Adresse fragt planet nicht ab
problem-protocol = die Antwort des Servers ist fehlerhaft
problem-web-page = statt eines Feeds kam eine Webseite
problem-not-a-feed = was kam, ist kein Feed
problem-json = was kam, ist JSON, aber kein JSON Feed
problem-empty = die Antwort war leer
problem-no-entries = der Feed hat keine Beiträge mehr
problem-malformed = der Feed ist fehlerhaft und wurde nur mit Nachhilfe gelesen
problem-io = die Datei ist nicht zu lesen
problem-filter = ein Filter dieses Planeten scheitert an diesem Feed; neue Beiträge warten auf ihn
problem-internal = planet selbst ist an diesem Feed gescheitert

## Unknown addresses

not-found-title = Seite nicht gefunden
not-found-text = Unter dieser Adresse gibt es nichts. Vielleicht stand hier ein Beitrag, der weitergewandert ist: neue schieben alte auf spätere Seiten.
not-found-newest = Die neuesten Beiträge
not-found-blogs = { $link }, jedes mit einer eigenen Seite seiner Beiträge
not-found-blogs-link = Alle Blogs

## Search

search-title = Suche
search-description = Die Beiträge von { $planet } durchsuchen
search-label = Wörter im Titel, im Text, in den Schlagwörtern oder im Namen
search-placeholder = Wörter, Schlagwörter, Namen
search-button = Suchen
search-ready = Durchsuchbare Beiträge: { $count }
search-found = Gefundene Beiträge: { $count }
search-results = { $count ->
    [one] { $count } Treffer
   *[other] { $count } Treffer
}
search-none = Kein Beitrag enthält alle diese Wörter.
search-reach = Durchsucht bis zurück zu { $month }
search-more = Mehr zeigen
search-failed = Die Suche ließ sich nicht laden. Bist du online?
search-permalink = Dieser Beitrag auf diesem Planeten
search-no-script = Die Suche braucht JavaScript, das in diesem Browser nicht lief. Die Seiten unten führen auch ohne zu jedem Beitrag.
search-elsewhere = Andere Wege zu einem Beitrag
search-titles = { $link } der neuesten Beiträge
search-titles-link = Die Titel
search-archive = { $link }, Tag für Tag
search-archive-link = Das Archiv
search-blogs = { $link }, jedes mit einer eigenen Seite seiner Beiträge
search-blogs-link = Die Blogs

## The digest

digest-title = Wochenrückblick
digest-title-monthly = Monatsrückblick
digest-description = Das Beste von { $planet }, Woche für Woche
digest-description-monthly = Das Beste von { $planet }, Monat für Monat
digest-name = { $planet }: die Woche, Nr. { $number }
digest-name-monthly = { $planet }: der Monat, Nr. { $number }
digest-issues = Alle Ausgaben
digest-newer = Neuere Ausgabe
digest-older = Ältere Ausgabe
digest-feed = Feed des Rückblicks
digest-feed-entries = ein Eintrag je Ausgabe
digest-empty = Die erste Ausgabe erscheint, wenn diese Woche um ist.
digest-empty-monthly = Die erste Ausgabe erscheint, wenn dieser Monat um ist.
digest-articles = Artikel
digest-projects = Projekte
digest-discussions = Diskussionen
digest-items = { $count ->
    [one] { $count } Fundstück
   *[other] { $count } Fundstücke
}
digest-counts = { $posts ->
    [one] { $posts } Beitrag
   *[other] { $posts } Beiträge
} aus { $blogs } von { $followed ->
    [one] { $followed } Blog
   *[other] { $followed } Blogs
}
digest-new-blogs = Neue Blogs: { $blogs }
digest-found-at = gefunden bei { $blog }
digest-also-discussed = Auch besprochen von { $blogs }

## Colors and keys

theme-label = Farben
theme-auto = Automatisch
theme-light = Hell
theme-dark = Dunkel
keys-switch = Tastenkürzel
keys-show = Liste der Tastenkürzel
keys-title = Tastenkürzel
keys-next = Nächster Beitrag
keys-previous = Voriger Beitrag
keys-open = Den Beitrag in seinem Blog öffnen
keys-search = Suche
keys-help = Diese Liste
keys-note = Sie lassen sich am Fuß der Seite abschalten.
keys-close = Schließen
