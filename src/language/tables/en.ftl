### The words of planet in English. Every other language has the same messages under the same names.
###
### Format: https://projectfluent.org/fluent/guide/. A value in braces, { $name }, is put in by planet; what it is stands in
### the comment above. Numbers have plural forms: [one], [few] … as the language needs them, and one marked * for the rest.
### No markup here: where a sentence has a link in it, the words of the link are a message of their own, whose name ends in
### -link, and the sentence says with { $link } where they go.
###
### planet: the program; a planet: a site that it makes. River: the pages with the newest posts of all blogs. Blogroll: the
### list of the blogs. Post: what a blog publishes. Feed: the file in which a blog announces its posts.

## Dates. A list has its names from January or from Monday on, with | between them.

months = January | February | March | April | May | June | July | August | September | October | November | December
months-short = Jan | Feb | Mar | Apr | May | Jun | Jul | Aug | Sep | Oct | Nov | Dec
weekdays = Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday
weekdays-short = Mon | Tue | Wed | Thu | Fri | Sat | Sun

# All dates may use: $day (a number), $month and $month_short (names), $month_number, $year, $weekday and $weekday_short
# (names), $hour and $minute (two digits each). They may also refer to each other, as date-weekday does.
date-day = { $day } { $month } { $year }
date-weekday = { $weekday }, { date-day }
date-day-month = { $day } { $month }
date-month = { $month } { $year }
date-month-name = { $month }
date-year = { $year }
date-short = { $day } { $month_short } { $year }
date-time = { $hour }:{ $minute }
date-day-time = { date-day }, { date-time }
date-short-time = { date-short }, { date-time }

# From a date to a date, both put in by planet; within one year both are written as date-day-month.
date-range = { $from } to { $to }
date-range-in-year = { $from } to { $to } { $year }

## Numbers and signs

# Between whole and decimals of a number.
decimal-mark = .

# Sizes of files; $number is written with decimal-mark, as in 6.2.
size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB

# Between the members of a list of names.
list-comma = { ", " }
# Between the members of a list of sentences.
list-semicolon = { "; " }
# Between two sentences.
sentence-space = { " " }

posts = { $count ->
    [one] { $count } post
   *[other] { $count } posts
}
# Below a list of posts that does not have all of them.
posts-more = { $count ->
    [one] And { $count } more
   *[other] And { $count } more
}
blogs = { $count ->
    [one] { $count } blog
   *[other] { $count } blogs
}
feeds = { $count ->
    [one] { $count } feed
   *[other] { $count } feeds
}

## The frame of every page

skip-to-content = Skip to the content
skip-to-sidebar = Skip to the sidebar
# For those who do not see it: what the row of links below is.
nav-label = Site
nav-river = River
nav-titles = Titles
nav-archive = Archive
nav-blogs = Blogs
nav-groups = Groups
nav-tags = Tags
nav-search = Search
nav-status = Status
nav-about = About
nav-subscribe = Subscribe
sidebar-label = About this planet

# $blogs: as in “12 blogs”; $link: one of the two -link messages.
footer-blogs-state = { $blogs }, { $link }.
footer-all-well-link = all well
footer-problems-link = { $count ->
    [one] { $count } with a problem
   *[other] { $count } with a problem
}
# $link: as in “12 blogs”.
footer-blogs = { $link }.
# $date: as in date-day-time.
footer-newest = Newest post { $date }.
# $zone: the name of a time zone, as in Europe/Dublin.
footer-zone = Times are { $zone }.
# $name: who runs the planet.
footer-keeper = Kept by { $name }.
footer-rights = Posts belong to their authors.
footer-contact = Want yours added or removed? { $link }.
footer-contact-link = Write to us
# $name: name and version of the program.
footer-generator = Made with { $name }.

## An entry: a post on any page

entry-permalink = Link to this entry
# In the place of the time.
entry-undated = no date
# $author: a name.
entry-by = by { $author }
# $author: names; $date: as in date-day-time.
entry-by-at = by { $author } at { $date }
# $source: the name of the site that the post was taken from.
entry-from = from { $source }
entry-minutes = { $count ->
    [one] { $count } min read
   *[other] { $count } min read
}
entry-read-whole = Read the whole post
entry-tags = Tags
# $blogs: names of other blogs that hold the same post.
entry-also-in = Also in { $blogs }
entry-comments = Comments

## Links to newer and older pages

pager-label = Pages
pager-newer = Newer posts
pager-older = Older posts
pager-previous = Previous page
pager-next = Next page
# Pages of the river.
page-of = Page { $number } of { $count }
pager-days = Days
pager-months = Months
pager-years = Years
newer-day = The next day
older-day = The day before
newer-month = The next month
older-month = The month before
newer-year = The next year
older-year = The year before

## Ways to subscribe

subscribe-title = Subscribe
subscribe-atom = the newest posts, for any feed reader
subscribe-rss = the same, for older readers
subscribe-json = the same, for programs
subscribe-opml = the blogs themselves: import it to follow each one in your own reader
# Names of links that browsers and feed readers show.
subscribe-blogroll = Blogs on { $planet }
subscribe-own-feed = { $name } (its own feed)

## The river, and the boxes beside it

river-empty-title = Nothing here yet
river-empty = None of the blogs has posted yet, or none could be read. The { $link } says how each one is doing.
river-empty-link = status page
no-blogs = This planet does not follow any blog yet.
# $file: planet.toml
no-blogs-remedy = Add the first one to { $file } and build again.
# The heading of links to the days on this page.
river-days = Jump to a day
river-all-days = All days
river-blogs-title = Blogs
# Beside the name of a blog whose feed has a problem.
river-blog-problem = problem
river-all-blogs = { $count ->
    [one] All { $count } blogs
   *[other] All { $count } blogs
}
river-more-blogs = More about them
# A script counts. $form: the plural form that the language has for this number (zero, one, two, few, many, other).
new-since = { $form ->
    [one] { $count } new post since your last visit
   *[other] { $count } new posts since your last visit
}
new-since-all = All posts on this page are new since your last visit
# On the line between the posts that are new to this reader and the others.
new-since-mark = You have seen what follows
# Above the front page when nobody has built the planet for days; $date is a date.
stale = This page has not been brought up to date since { $date }: newer posts may be missing

## Only titles

titles-title = Titles
titles-description = The newest posts of { $planet } by their titles

## The archive: days, months and years

archive-title = Archive
archive-description = Everything that { $planet } remembers, by year, month and day
archive-empty = None of the blogs has posted yet.
# $date: a day, a month or a year.
archive-part-description = { $count ->
    [one] { $count } post on { $planet }: { $date }
   *[other] { $count } posts on { $planet }: { $date }
}
# A heading for those who do not see the page.
archive-posts = Posts
archive-whole-day = { $count ->
    [one] All { $count } posts of this day
   *[other] All { $count } posts of this day
}

## The blogroll

blogroll-title = Blogs
blogroll-description = The blogs that { $planet } follows
blogroll-intro = { $count ->
    [one] { $count } blog on this planet.
   *[other] { $count } blogs on this planet.
}
blogroll-opml = { $link } to follow them all in your own feed reader.
blogroll-opml-link = Download the list as OPML
# The heading of the blogs that belong to no group, where others do; and where none does.
blogroll-other-group = More blogs
blogroll-only-group = All blogs
blogroll-last-post = Last post { $date }
blogroll-no-post = No post yet
# Links to the home page and to the feed of a blog; the second of each pair is for those who hear the link alone.
blogroll-home = Blog
blogroll-home-of = Blog: { $name }
blogroll-feed = Feed
blogroll-feed-of = Feed: { $name }
blogroll-sort = Sort the blogs
blogroll-by-name = By name
blogroll-by-newest = By newest post
blogroll-by-group = By group
# Marks: nothing new for long; the feed is gone.
blogroll-quiet = Quiet since { $date }
blogroll-dead = Dead
blogroll-dead-since = Dead since { $date }

## How the blogroll changed

changes-title = Blogroll changes
changes-description = Which blogs came to { $planet }, and which left
changes-link = What changed here
changes-feed = Feed of these changes
changes-empty = Nothing has changed yet.
# $planet is new; $count: how many blogs it began with.
change-opened = { $count ->
    [one] { $planet } opened with { $count } blog
   *[other] { $planet } opened with { $count } blogs
}
# $name: a blog.
change-added = { $name } was added
change-removed = { $name } was removed
# $place: the address.
change-moved = { $name } has moved to { $place }
# $old and $name: how the blog was called, and is called now.
change-renamed = { $old } is now called { $name }
# It wrote again after a year or more; the second says since when it had been silent.
change-resumed = { $name } is back after a long time
change-resumed-since = { $name } is back; it had been silent since { $date }
# Many at once; their names follow in a list.
change-added-many = { $count ->
    [one] { $count } blog was added
   *[other] { $count } blogs were added
}
change-removed-many = { $count ->
    [one] { $count } blog was removed
   *[other] { $count } blogs were removed
}
change-moved-many = { $count ->
    [one] { $count } blog has moved
   *[other] { $count } blogs have moved
}
change-renamed-many = { $count ->
    [one] { $count } blog has a new name
   *[other] { $count } blogs have new names
}
change-resumed-many = { $count ->
    [one] { $count } blog is back after a long time
   *[other] { $count } blogs are back after a long time
}

## The page of one blog

feed-visit = Visit the blog
feed-subscribe = Subscribe to it alone
feed-stale = Not up to date.
# $date: a day; $problem: what is wrong, as in problem-http, without a final period.
feed-stale-since = Since { $date }: { $problem }.
feed-details = Details
feed-newest = Newest posts
feed-empty = No posts yet. The { $link } says when planet last looked.
feed-empty-link = status page
feed-about = About this blog
feed-calls-itself = Calls itself
feed-group = Group
feed-tags = Tags
feed-last-post = Last post
feed-posts-known = Posts known
feed-status = Status of its feed
# Below the newest posts, a list of older ones.
feed-older = Before that
feed-by-year = All posts by year
# $year: as in date-year.
feed-year-title = { $name }, { $year }
feed-year-description = { $count ->
    [one] { $count } post of { $name }, { $year }
   *[other] { $count } posts of { $name }, { $year }
}
feed-all = Everything about this blog

## Groups and tags

groups-title = Groups
group-description = The blogs of the group { $name } on { $planet }
group-blogs = Blogs of this group
# $links: names of formats, with list-comma between them.
group-follow = Follow only these: { $links }.
# The newest posts of a group, and its list of blogs, as a feed reader shows them.
group-feed-of = { $planet }: { $name }
group-empty = None of these blogs has posted yet.
tags-title = Tags
tags-description = What { $planet } has been writing about
tags-intro = The tags that at least three of the newest posts have.
tags-empty = No tag is on three posts yet.
tag-description = The newest posts of { $planet } that are tagged { $tag }
tag-intro = { $count ->
    [one] { $count } of the newest posts has this tag.
   *[other] { $count } of the newest posts have this tag.
}
tag-all = All tags
tag-newest = { $count ->
    [one] The newest is listed.
   *[other] The newest { $count } are listed.
}

## The status page

status-title = Status
status-description = How the feeds that { $planet } follows are doing
status-intro = Why is a post not shown? Find the blog below.
# $feeds: as in “12 feeds”; the others are the messages below.
status-summary = { $feeds }, { $problems }.
status-summary-looks = { $feeds }, { $problems }, { $looks }.
status-no-problem = none with a problem
status-problems = { $count ->
    [one] { $count } with a problem
   *[other] { $count } with a problem
}
status-looks = { $count ->
    [one] { $count } to look at
   *[other] { $count } to look at
}
# $link: status.json
status-json = The same for programs: { $link }.
status-needs-look = Needs a look
status-well = Doing well
# $problem: as in problem-http.
status-problem = Problem: { $problem }
status-not-asked = Not asked yet
status-fine = Fine
status-held = { $count ->
    [one] { $count } post held off the river
   *[other] { $count } posts held off the river
}
# $held: as in status-held; $reasons: some of the four messages below, with list-semicolon between them.
status-held-because = { $held }: { $reasons }
held-new-feed = { $count ->
    [one] { $count } was already there when the feed was added, which brings only its newest posts
   *[other] { $count } were already there when the feed was added, which brings only its newest posts
}
held-undated = { $count ->
    [one] { $count } has no date and was there before the feed was first read
   *[other] { $count } have no date and were there before the feed was first read
}
held-future = { $count ->
    [one] { $count } is dated in the future
   *[other] { $count } are dated in the future
}
held-restamped = { $count ->
    [one] { $count } came with many others of the same hour, so its date is that of a rebuild
   *[other] { $count } came together with dates of the same hour, so the dates are those of a rebuild
}
# $url: an address.
status-moved = Has moved for good to { $url }
status-since = Since
status-failed = Failed
status-failed-times = { $count ->
    [one] once
   *[other] { $count } times in a row
}
status-last-asked = Last asked
status-last-answer = Last answer
status-last-read = Last read well
status-never = never
status-newest = Newest post
status-none = none
status-posts = Posts
status-kept = { $count ->
    [one] { $count } kept
   *[other] { $count } kept
}
status-dropped = { $count ->
    [one] { $count } dropped by a filter
   *[other] { $count } dropped by a filter
}
status-asked-again = Asked again after
status-feed = Feed: { $url }
status-own-page-only = Its posts are only on its own page, not in the river
# Single posts that are not in the river, and why.
status-not-shown = { $count ->
    [one] Not shown today
   *[other] Not shown in the last { $count } days
}
why-new-feed = was already there when the feed was added
why-undated = has no date and was there before the feed was first read
why-future = is dated in the future
why-restamped = came with many others of the same hour: the date of a rebuild
# $filter: what of planet.toml dropped it, as in “exclude title (?i)sponsored”.
why-filter = dropped by a filter: { $filter }
why-filter-program = dropped by a program that filters posts
why-unfiltered = waits for a filter that has not seen it yet
why-duplicate = shown as a post of { $name }

## What can be wrong with a feed, after “Problem:”. English shows planet's own exact words, $message, which are English; other
## languages say it in theirs, and the page adds the exact ones.

problem-http = { $message }
problem-gone = { $message }
problem-rate-limited = { $message }
problem-timeout = { $message }
problem-dns = { $message }
problem-connect = { $message }
problem-tls = { $message }
problem-too-large = { $message }
problem-redirect = { $message }
problem-forbidden = { $message }
problem-protocol = { $message }
problem-web-page = { $message }
problem-not-a-feed = { $message }
problem-json = { $message }
problem-empty = { $message }
problem-no-entries = { $message }
problem-malformed = { $message }
problem-io = { $message }
problem-filter = { $message }
problem-internal = { $message }

## Unknown addresses

not-found-title = Page not found
not-found-text = There is nothing at this address. It may have held a post that has moved on: new ones push old ones to later pages.
not-found-newest = The newest posts
not-found-blogs = { $link }, each with its own page of posts
not-found-blogs-link = All the blogs

## Search. Where a script puts in the number, the sentence has to fit every number.

search-title = Search
search-description = Search the posts of { $planet }
search-label = Words in the title, the text, the tags or the name
search-placeholder = Words, tags, names
search-button = Search
search-ready = Posts that can be searched: { $count }
search-found = Posts found: { $count }
search-results = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
search-none = No post has all these words.
# $month: as in 2025-11.
search-reach = Searched back to { $month }
search-more = Show more
search-failed = The search could not be loaded. Are you online?
# The link to a result on this site; the other link leads to the blog.
search-permalink = This entry on this planet
search-no-script = Searching needs JavaScript, which has not run in this browser. The pages below list every post without it.
search-elsewhere = Other ways to find a post
search-titles = { $link } of the newest posts
search-titles-link = The titles
search-archive = { $link }, day by day
search-archive-link = The archive
search-blogs = { $link }, each with its own page of posts
search-blogs-link = The blogs

## The digest

digest-title = Weekly digest
digest-title-monthly = Monthly digest
digest-description = The best of { $planet }, week by week
digest-description-monthly = The best of { $planet }, month by month
# The title of an issue, unless planet.toml says otherwise. $number: 1 for the first.
digest-name = { $planet } weekly #{ $number }
digest-name-monthly = { $planet } monthly #{ $number }
digest-issues = All issues
digest-newer = Newer issue
digest-older = Older issue
digest-feed = Feed of the digest
# Beside a link to that feed: what is in it.
digest-feed-entries = an entry for each issue
digest-empty = The first issue comes when this week is over.
digest-empty-monthly = The first issue comes when this month is over.
digest-articles = Articles
digest-projects = Projects
digest-discussions = Discussions
digest-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
# Three numbers: $blogs is how many of the $followed blogs have posted.
digest-counts = { $posts ->
    [one] { $posts } post
   *[other] { $posts } posts
} from { $blogs } of { $followed ->
    [one] { $followed } blog
   *[other] { $followed } blogs
}
# $blogs: names.
digest-new-blogs = New blogs: { $blogs }
# $blog: the name of the blog whose post has the link.
digest-found-at = found at { $blog }
digest-also-discussed = Also discussed by { $blogs }

## Colors and keys

theme-label = Colors
theme-auto = Auto
theme-light = Light
theme-dark = Dark
# The switch that turns the keys on and off, the button that lists them, and the list.
keys-switch = Keyboard shortcuts
keys-show = List of shortcuts
keys-title = Keyboard shortcuts
keys-next = Next post
keys-previous = Previous post
keys-open = Open the post on its blog
keys-search = Search
keys-help = This list
keys-note = They can be turned off at the foot of the page.
keys-close = Close
