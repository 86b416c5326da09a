### 简体中文。各条消息的说明见 en.ftl。

## Dates

months = 一月 | 二月 | 三月 | 四月 | 五月 | 六月 | 七月 | 八月 | 九月 | 十月 | 十一月 | 十二月
months-short = 1月 | 2月 | 3月 | 4月 | 5月 | 6月 | 7月 | 8月 | 9月 | 10月 | 11月 | 12月
weekdays = 星期一 | 星期二 | 星期三 | 星期四 | 星期五 | 星期六 | 星期日
weekdays-short = 周一 | 周二 | 周三 | 周四 | 周五 | 周六 | 周日
date-day = { $year }年{ $month_number }月{ $day }日
date-weekday = { date-day } { $weekday }
date-day-month = { $month_number }月{ $day }日
date-month = { $year }年{ $month_number }月
date-month-name = { $month_number }月
date-year = { $year }年
date-short = { date-day }
date-time = { $hour }:{ $minute }
date-day-time = { date-day } { date-time }
date-short-time = { date-short } { date-time }
date-range = { $from }至{ $to }
date-range-in-year = { $year }年{ $from }至{ $to }

## Numbers and signs

decimal-mark = .
size-bytes = { $count } 字节
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
list-comma = 、
list-semicolon = ；
sentence-space = { "" }
posts = { $count } 篇文章
posts-more = { $count ->
    *[other] 另有 { $count } 篇
}
blogs = { $count } 个博客
feeds = { $count } 个订阅源

## The frame of every page

skip-to-content = 跳到正文
skip-to-sidebar = 跳到侧边栏
nav-label = 站点导航
nav-river = 最新
nav-titles = 标题
nav-archive = 归档
nav-blogs = 博客
nav-groups = 分组
nav-tags = 标签
nav-search = 搜索
nav-status = 状态
nav-about = 关于
nav-subscribe = 订阅
sidebar-label = 关于本站
footer-blogs-state = { $blogs }，{ $link }。
footer-all-well-link = 一切正常
footer-problems-link = { $count } 个有问题
footer-blogs = { $link }。
footer-newest = 最新文章发表于 { $date }。
footer-zone = 时间以 { $zone } 时区为准。
footer-keeper = 由 { $name } 维护。
footer-rights = 文章归各自作者所有。
footer-contact = 想加入或移除你的博客？{ $link }。
footer-contact-link = 写信给我们
footer-generator = 由 { $name } 生成。

## An entry

entry-permalink = 本文的链接
entry-undated = 日期不详
entry-by = 作者：{ $author }
entry-by-at = { $author }，{ $date }
entry-from = 来自 { $source }
entry-minutes = 阅读约 { $count } 分钟
entry-read-whole = 阅读全文
entry-tags = 标签
entry-also-in = 另见于 { $blogs }
entry-comments = 评论

## Links to newer and older pages

pager-label = 分页
pager-newer = 较新的文章
pager-older = 较早的文章
pager-previous = 上一页
pager-next = 下一页
page-of = 第 { $number } 页，共 { $count } 页
pager-days = 日
pager-months = 月
pager-years = 年
newer-day = 后一天
older-day = 前一天
newer-month = 后一个月
older-month = 前一个月
newer-year = 后一年
older-year = 前一年

## Ways to subscribe

subscribe-title = 订阅
subscribe-atom = 最新文章，适用于任何阅读器
subscribe-rss = 内容相同，适用于较旧的阅读器
subscribe-json = 内容相同，供程序使用
subscribe-opml = 博客列表：导入你的阅读器，即可逐个关注
subscribe-blogroll = { $planet } 的博客
subscribe-own-feed = { $name }（自己的订阅源）

## The river, and the boxes beside it

river-empty-title = 这里还没有内容
river-empty = 各博客尚未发表文章，或者都无法读取。各自的情况见{ $link }。
river-empty-link = 状态页
no-blogs = 本站还没有关注任何博客。
no-blogs-remedy = 请在 { $file } 中添加第一个，然后重新构建。
river-days = 跳到某一天
river-all-days = 所有日期
river-blogs-title = 博客
river-blog-problem = 有问题
river-all-blogs = 全部 { $count } 个博客
river-more-blogs = 了解这些博客
new-since = { $form ->
   *[other] 自你上次来访后有 { $count } 篇新文章
}
new-since-all = 自你上次来访后，本页文章全是新的
new-since-mark = 以下内容你已看过
stale = 本页自 { $date } 以来没有更新，可能缺少较新的文章

## Only titles

titles-title = 标题
titles-description = { $planet } 的最新文章标题

## The archive: days, months and years

archive-title = 归档
archive-description = { $planet } 收录的全部文章，按年、月、日排列
archive-empty = 各博客尚未发表文章。
archive-part-description = { $planet }：{ $date }的 { $count } 篇文章
archive-posts = 文章
archive-whole-day = 当天全部 { $count } 篇文章

## The blogroll

blogroll-title = 博客
blogroll-description = { $planet } 关注的博客
blogroll-intro = 本站关注了 { $count } 个博客。
blogroll-opml = { $link }，即可在你自己的阅读器中关注全部博客。
blogroll-opml-link = 下载 OPML 列表
blogroll-other-group = 其他博客
blogroll-only-group = 全部博客
blogroll-last-post = 最近更新：{ $date }
blogroll-no-post = 尚无文章
blogroll-home = 博客
blogroll-home-of = 博客：{ $name }
blogroll-feed = 订阅源
blogroll-feed-of = 订阅源：{ $name }
blogroll-sort = 博客排序
blogroll-by-name = 按名称
blogroll-by-newest = 按最近更新
blogroll-by-group = 按分组
blogroll-quiet = { $date }起未更新
blogroll-dead = 已停办
blogroll-dead-since = { $date }起已停办

## How the blogroll changed

changes-title = 博客列表变更
changes-description = 加入和离开 { $planet } 的博客
changes-link = 列表有哪些变更
changes-feed = 变更的订阅源
changes-empty = 还没有任何变更。
change-opened = { $planet } 开站，收录 { $count } 个博客
change-added = 新增 { $name }
change-removed = 移除 { $name }
change-moved = { $name } 已迁至 { $place }
change-renamed = { $old } 更名为 { $name }
change-resumed = { $name } 久别归来
change-resumed-since = { $name } 归来；自{ $date }起一直没有更新
change-added-many = 新增 { $count } 个博客
change-removed-many = 移除 { $count } 个博客
change-moved-many = { $count } 个博客已迁移
change-renamed-many = { $count } 个博客已更名
change-resumed-many = { $count } 个博客久别归来

## The page of one blog

feed-visit = 访问博客
feed-subscribe = 只订阅这个博客
feed-stale = 内容不是最新的。
feed-stale-since = 自{ $date }起：{ $problem }。
feed-details = 详情
feed-newest = 最新文章
feed-empty = 还没有文章。planet 上次查看的时间见{ $link }。
feed-empty-link = 状态页
feed-about = 关于这个博客
feed-calls-itself = 自称
feed-group = 分组
feed-tags = 标签
feed-last-post = 最近更新
feed-posts-known = 已收录文章
feed-status = 订阅源的状态
feed-older = 更早的文章
feed-by-year = 按年份浏览全部文章
feed-year-title = { $name }，{ $year }
feed-year-description = { $name } 在{ $year }的 { $count } 篇文章
feed-all = 这个博客的全部内容

## Groups and tags

groups-title = 分组
group-description = { $planet } 上“{ $name }”分组的博客
group-blogs = 本组博客
group-follow = 只关注本组：{ $links }。
group-feed-of = { $planet }：{ $name }
group-empty = 这些博客尚未发表文章。
tags-title = 标签
tags-description = { $planet } 近来谈论的话题
tags-intro = 至少有三篇最新文章使用的标签。
tags-empty = 还没有三篇文章共用的标签。
tag-description = { $planet } 带有“{ $tag }”标签的最新文章
tag-intro = 最新文章中有 { $count } 篇使用这个标签。
tag-all = 全部标签
tag-newest = 此处列出最新的 { $count } 篇。

## The status page

status-title = 状态
status-description = { $planet } 所关注订阅源的状况
status-intro = 为什么看不到某篇文章？请在下面找到它的博客。
status-summary = { $feeds }，{ $problems }。
status-summary-looks = { $feeds }，{ $problems }，{ $looks }。
status-no-problem = 都没有问题
status-problems = { $count } 个有问题
status-looks = { $count } 个需要留意
status-json = 供程序使用的同样内容：{ $link }。
status-needs-look = 需要留意
status-well = 状况良好
status-problem = 问题：{ $problem }
status-not-asked = 尚未读取
status-fine = 正常
status-held = { $count } 篇文章未列入最新
status-held-because = { $held }：{ $reasons }
held-new-feed = { $count } 篇在订阅源加入前就已存在，加入时只带来最新的几篇
held-undated = { $count } 篇没有日期，且在首次读取前就已存在
held-future = { $count } 篇的日期在将来
held-restamped = { $count } 篇的日期都在同一小时内，应是网站重建的日期
status-moved = 已永久迁至 { $url }
status-since = 开始于
status-failed = 失败
status-failed-times = 连续 { $count } 次
status-last-asked = 上次尝试读取
status-last-answer = 最近的回应
status-last-read = 上次成功读取
status-never = 从未
status-newest = 最新文章
status-none = 无
status-posts = 文章
status-kept = 已保存 { $count } 篇
status-dropped = 过滤掉 { $count } 篇
status-asked-again = 再次读取不早于
status-feed = 订阅源：{ $url }
status-own-page-only = 其文章只在自己的页面上，不出现在“最新”里
status-not-shown = 最近 { $count } 天内未显示的文章
why-new-feed = 在订阅源加入前就已存在
why-undated = 没有日期，且在首次读取前就已存在
why-future = 日期在将来
why-restamped = 与许多文章的日期同在一小时内：网站重建的日期
why-filter = 被过滤规则排除：{ $filter }
why-filter-program = 被过滤程序排除
why-unfiltered = 正在等待尚未处理它的过滤程序
why-duplicate = 已作为 { $name } 的文章显示

## What can be wrong with a feed

problem-http = 服务器返回错误
problem-gone = 订阅源已不存在
problem-rate-limited = 服务器要求稍后再试
problem-timeout = 服务器未及时响应
problem-dns = 找不到服务器的域名
problem-connect = 无法连接服务器
problem-tls = 无法建立安全连接
problem-too-large = 订阅源过大
problem-redirect = 重定向没有通向任何订阅源
problem-forbidden = planet 不会读取这个地址
problem-protocol = 服务器的响应有误
problem-web-page = 收到的是网页，而不是订阅源
problem-not-a-feed = 收到的内容不是订阅源
problem-json = 收到的是 JSON，但不是 JSON Feed
problem-empty = 响应内容为空
problem-no-entries = 订阅源里不再有文章
problem-malformed = 订阅源有错误，修复后才得以读取
problem-io = 无法读取文件
problem-filter = 本站的过滤程序处理这个订阅源时出错，新文章正在等待
problem-internal = planet 自身在处理这个订阅源时出错

## Unknown addresses

not-found-title = 页面不存在
not-found-text = 这个地址下没有内容。这里也许有过一篇文章，但它已移到别处：新文章会把旧文章推到后面的页面。
not-found-newest = 最新文章
not-found-blogs = { $link }，各有自己的文章页面
not-found-blogs-link = 全部博客

## Search

search-title = 搜索
search-description = 搜索 { $planet } 的文章
search-label = 标题、正文、标签或名称中的词语
search-placeholder = 词语、标签、名称
search-button = 搜索
search-ready = 可搜索的文章：{ $count }
search-found = 找到的文章：{ $count }
search-results = { $count } 条结果
search-none = 没有文章包含所有这些词语。
search-reach = 已搜索至 { $month }
search-more = 显示更多
search-failed = 无法加载搜索。你在线吗？
search-permalink = 本文在本站的位置
search-no-script = 搜索需要 JavaScript，而它没有在此浏览器中运行。不用它，也可以从下面的页面找到每一篇文章。
search-elsewhere = 寻找文章的其他途径
search-titles = 最新文章的{ $link }
search-titles-link = 标题
search-archive = { $link }，逐日浏览
search-archive-link = 归档
search-blogs = { $link }，各有自己的文章页面
search-blogs-link = 博客

## The digest

digest-title = 每周精选
digest-title-monthly = 每月精选
digest-description = { $planet } 每周精选
digest-description-monthly = { $planet } 每月精选
digest-name = { $planet } 周刊 第 { $number } 期
digest-name-monthly = { $planet } 月刊 第 { $number } 期
digest-issues = 全部各期
digest-newer = 后一期
digest-older = 前一期
digest-feed = 精选的订阅源
digest-feed-entries = 每期一条
digest-empty = 本周结束后将发布第一期。
digest-empty-monthly = 本月结束后将发布第一期。
digest-articles = 文章
digest-projects = 项目
digest-discussions = 讨论
digest-items = { $count } 项
digest-counts = { $followed } 个博客中有 { $blogs } 个发表了 { $posts } 篇文章
digest-new-blogs = 新博客：{ $blogs }
digest-found-at = 见于 { $blog }
digest-also-discussed = 同样谈到的还有 { $blogs }

## Colors and keys

theme-label = 配色
theme-auto = 自动
theme-light = 浅色
theme-dark = 深色
keys-switch = 键盘快捷键
keys-show = 快捷键列表
keys-title = 键盘快捷键
keys-next = 下一篇
keys-previous = 上一篇
keys-open = 在原博客打开
keys-search = 搜索
keys-help = 显示本列表
keys-note = 可以在页面底部关闭。
keys-close = 关闭
