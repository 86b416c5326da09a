### 日本語。各メッセージの説明は en.ftl にあります。

## Dates

months = 1月 | 2月 | 3月 | 4月 | 5月 | 6月 | 7月 | 8月 | 9月 | 10月 | 11月 | 12月
months-short = 1月 | 2月 | 3月 | 4月 | 5月 | 6月 | 7月 | 8月 | 9月 | 10月 | 11月 | 12月
weekdays = 月曜日 | 火曜日 | 水曜日 | 木曜日 | 金曜日 | 土曜日 | 日曜日
weekdays-short = 月 | 火 | 水 | 木 | 金 | 土 | 日
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
date-range = { $from }〜{ $to }
date-range-in-year = { $year }年{ $from }〜{ $to }

## Numbers and signs

decimal-mark = .
size-bytes = { $count } バイト
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
list-comma = 、
list-semicolon = 。
sentence-space = { "" }
posts = 記事{ $count }件
posts-more = { $count ->
    *[other] ほか { $count } 件
}
blogs = { $count }のブログ
feeds = { $count }のフィード

## The frame of every page

skip-to-content = 本文へ移動
skip-to-sidebar = サイドバーへ移動
nav-label = サイト内
nav-river = 新着
nav-titles = 見出し
nav-archive = アーカイブ
nav-blogs = ブログ
nav-groups = グループ
nav-tags = タグ
nav-search = 検索
nav-status = 状態
nav-about = このサイトについて
nav-subscribe = 購読
sidebar-label = このプラネットについて
footer-blogs-state = { $blogs }、{ $link }。
footer-all-well-link = すべて正常
footer-problems-link = うち{ $count }件に問題あり
footer-blogs = { $link }。
footer-newest = 最新の記事は{ $date }。
footer-zone = 時刻は { $zone } のものです。
footer-keeper = 運営：{ $name }。
footer-rights = 記事の権利はそれぞれの著者にあります。
footer-contact = ブログの追加や削除のご希望は、{ $link }。
footer-contact-link = ご連絡ください
footer-generator = { $name } で作成。

## An entry

entry-permalink = この記事へのリンク
entry-undated = 日付なし
entry-by = 著者：{ $author }
entry-by-at = { $author }、{ $date }
entry-from = 出典：{ $source }
entry-minutes = 約{ $count }分で読めます
entry-read-whole = 全文を読む
entry-tags = タグ
entry-also-in = { $blogs } にも掲載
entry-comments = コメント

## Links to newer and older pages

pager-label = ページ送り
pager-newer = 新しい記事
pager-older = 古い記事
pager-previous = 前のページ
pager-next = 次のページ
page-of = { $count }ページ中{ $number }ページ目
pager-days = 日
pager-months = 月
pager-years = 年
newer-day = 次の日
older-day = 前の日
newer-month = 次の月
older-month = 前の月
newer-year = 次の年
older-year = 前の年

## Ways to subscribe

subscribe-title = 購読
subscribe-atom = 最新の記事。どのフィードリーダーでも読めます
subscribe-rss = 同じ内容。古いリーダー向け
subscribe-json = 同じ内容。プログラム向け
subscribe-opml = ブログの一覧。読み込めば、お使いのリーダーで一つずつ購読できます
subscribe-blogroll = { $planet } のブログ
subscribe-own-feed = { $name }（本家のフィード）

## The river, and the boxes beside it

river-empty-title = まだ何もありません
river-empty = どのブログにもまだ記事がないか、読み込めませんでした。それぞれの様子は{ $link }でわかります。
river-empty-link = 状態のページ
no-blogs = このプラネットはまだどのブログも登録していません。
no-blogs-remedy = { $file } に最初のブログを書き足して、もう一度ビルドしてください。
river-days = 日付を選ぶ
river-all-days = すべての日
river-blogs-title = ブログ
river-blog-problem = 問題あり
river-all-blogs = { $count }のブログすべて
river-more-blogs = くわしく見る
new-since = { $form ->
   *[other] 前回の訪問以降の新着記事：{ $count }件
}
new-since-all = このページの記事はすべて前回の訪問以降の新着です
new-since-mark = ここから先は既読です
stale = このページは { $date } から更新されていません。新しい記事が抜けている可能性があります

## Only titles

titles-title = 見出し
titles-description = { $planet } の最新記事の見出し

## The archive: days, months and years

archive-title = アーカイブ
archive-description = { $planet } に保存されているすべての記事。年・月・日ごと
archive-empty = どのブログにもまだ記事がありません。
archive-part-description = { $planet }：{ $date }の記事{ $count }件
archive-posts = 記事
archive-whole-day = この日の記事{ $count }件をすべて見る

## The blogroll

blogroll-title = ブログ
blogroll-description = { $planet } が登録しているブログ
blogroll-intro = このプラネットには{ $count }のブログが登録されています。
blogroll-opml = { $link }すれば、お使いのフィードリーダーですべて購読できます。
blogroll-opml-link = 一覧を OPML でダウンロード
blogroll-other-group = その他のブログ
blogroll-only-group = すべてのブログ
blogroll-last-post = 最新記事：{ $date }
blogroll-no-post = 記事はまだありません
blogroll-home = ブログ
blogroll-home-of = ブログ：{ $name }
blogroll-feed = フィード
blogroll-feed-of = フィード：{ $name }
blogroll-sort = ブログの並べ替え
blogroll-by-name = 名前順
blogroll-by-newest = 更新順
blogroll-by-group = グループ順
blogroll-quiet = { $date }から更新なし
blogroll-dead = 閉鎖
blogroll-dead-since = { $date }に閉鎖

## How the blogroll changed

changes-title = ブログ一覧の変更
changes-description = { $planet } に加わったブログ、離れたブログ
changes-link = 一覧の変更履歴
changes-feed = 変更のフィード
changes-empty = 変更はまだありません。
change-opened = { $planet } が{ $count }のブログで始まりました
change-added = { $name } が加わりました
change-removed = { $name } が外れました
change-moved = { $name } が { $place } に移転しました
change-renamed = { $old } は { $name } に名前が変わりました
change-resumed = { $name } が久しぶりに再開しました
change-resumed-since = { $name } が再開しました（{ $date }から更新なし）
change-added-many = { $count }のブログが加わりました
change-removed-many = { $count }のブログが外れました
change-moved-many = { $count }のブログが移転しました
change-renamed-many = { $count }のブログの名前が変わりました
change-resumed-many = { $count }のブログが久しぶりに再開しました

## The page of one blog

feed-visit = ブログを開く
feed-subscribe = このブログだけを購読
feed-stale = 最新ではありません。
feed-stale-since = { $date }から：{ $problem }。
feed-details = くわしく
feed-newest = 最新の記事
feed-empty = 記事はまだありません。planet が最後に確認した日時は{ $link }でわかります。
feed-empty-link = 状態のページ
feed-about = このブログについて
feed-calls-itself = 本来の名前
feed-group = グループ
feed-tags = タグ
feed-last-post = 最新記事
feed-posts-known = 保存済みの記事
feed-status = フィードの状態
feed-older = それ以前
feed-by-year = 年ごとの全記事
feed-year-title = { $name }、{ $year }
feed-year-description = { $name } の{ $year }の記事{ $count }件
feed-all = このブログのすべて

## Groups and tags

groups-title = グループ
group-description = { $planet } のグループ「{ $name }」のブログ
group-blogs = このグループのブログ
group-follow = このグループだけを購読：{ $links }。
group-feed-of = { $planet }：{ $name }
group-empty = これらのブログにはまだ記事がありません。
tags-title = タグ
tags-description = { $planet } で最近書かれている話題
tags-intro = 最新の記事のうち3件以上に付いているタグです。
tags-empty = 3件の記事に付いたタグはまだありません。
tag-description = { $planet } のタグ「{ $tag }」の最新記事
tag-intro = 最新の記事のうち{ $count }件にこのタグが付いています。
tag-all = すべてのタグ
tag-newest = 最新の{ $count }件を表示しています。

## The status page

status-title = 状態
status-description = { $planet } が登録しているフィードの様子
status-intro = 記事が表示されないときは、下でそのブログを探してください。
status-summary = { $feeds }、{ $problems }。
status-summary-looks = { $feeds }、{ $problems }、{ $looks }。
status-no-problem = 問題なし
status-problems = { $count }件に問題あり
status-looks = { $count }件は要確認
status-json = プログラム向けの同じ内容：{ $link }。
status-needs-look = 要確認
status-well = 良好
status-problem = 問題：{ $problem }
status-not-asked = まだ取得していません
status-fine = 正常
status-held = { $count }件の記事を新着に載せていません
status-held-because = { $held }：{ $reasons }
held-new-feed = { $count }件はフィードの登録前からあったもの（登録時は最新の記事だけを載せます）
held-undated = { $count }件は日付がなく、最初の取得より前からあったもの
held-future = { $count }件は日付が未来
held-restamped = { $count }件は日付が同じ1時間に集中しており、サイトの再構築によるもの
status-moved = { $url } に恒久的に移転しました
status-since = 発生
status-failed = 失敗
status-failed-times = { $count }回連続
status-last-asked = 最後の取得
status-last-answer = 最後の応答
status-last-read = 最後に成功した取得
status-never = なし
status-newest = 最新記事
status-none = なし
status-posts = 記事
status-kept = { $count }件を保存
status-dropped = { $count }件をフィルターで除外
status-asked-again = 次の取得
status-feed = フィード：{ $url }
status-own-page-only = 記事は専用ページだけにあり、「新着」には出ません
status-not-shown = この{ $count }日間に表示されなかった記事
why-new-feed = フィードの登録前からあったもの
why-undated = 日付がなく、最初の取得より前からあったもの
why-future = 日付が未来
why-restamped = 多くの記事と同じ1時間の日付。サイトの再構築によるもの
why-filter = フィルターで除外：{ $filter }
why-filter-program = フィルタープログラムで除外
why-unfiltered = まだ処理していないフィルターを待機中
why-duplicate = { $name } の記事として表示

## What can be wrong with a feed

problem-http = サーバーがエラーを返しました
problem-gone = フィードはなくなりました
problem-rate-limited = サーバーが間隔を空けるよう求めています
problem-timeout = サーバーが時間内に応答しません
problem-dns = サーバーの名前が見つかりません
problem-connect = サーバーに接続できません
problem-tls = 安全な接続を確立できません
problem-too-large = フィードが大きすぎます
problem-redirect = 転送先にフィードがありません
problem-forbidden = planet が取得しないアドレスです
problem-protocol = サーバーの応答が不正です
problem-web-page = フィードではなくウェブページが返ってきました
problem-not-a-feed = 返ってきたものはフィードではありません
problem-json = 返ってきたものは JSON ですが、JSON Feed ではありません
problem-empty = 応答が空でした
problem-no-entries = フィードから記事がなくなりました
problem-malformed = フィードに誤りがあり、補正して読み込みました
problem-io = ファイルを読み込めません
problem-filter = このプラネットのフィルターがこのフィードで失敗しており、新しい記事は待機中です
problem-internal = planet 自体がこのフィードの処理に失敗しました

## Unknown addresses

not-found-title = ページが見つかりません
not-found-text = このアドレスには何もありません。以前ここにあった記事は、新しい記事に押されて後ろのページに移ったのかもしれません。
not-found-newest = 最新の記事
not-found-blogs = { $link }（それぞれに記事のページがあります）
not-found-blogs-link = すべてのブログ

## Search

search-title = 検索
search-description = { $planet } の記事を検索
search-label = 題名、本文、タグ、名前に含まれる語
search-placeholder = 語、タグ、名前
search-button = 検索
search-ready = 検索できる記事：{ $count }件
search-found = 見つかった記事：{ $count }件
search-results = { $count }件
search-none = これらの語をすべて含む記事はありません。
search-reach = { $month } までさかのぼって検索しました
search-more = もっと見る
search-failed = 検索を読み込めませんでした。オンラインですか？
search-permalink = このプラネットでのこの記事
search-no-script = 検索には JavaScript が必要ですが、このブラウザーでは動きませんでした。JavaScript がなくても、下のページからすべての記事にたどり着けます。
search-elsewhere = 記事を探すほかの方法
search-titles = 最新記事の{ $link }
search-titles-link = 見出し
search-archive = 日ごとの{ $link }
search-archive-link = アーカイブ
search-blogs = { $link }（それぞれに記事のページがあります）
search-blogs-link = ブログ

## The digest

digest-title = 週刊まとめ
digest-title-monthly = 月刊まとめ
digest-description = { $planet } の一週間のまとめ
digest-description-monthly = { $planet } の一か月のまとめ
digest-name = { $planet } 週刊 第{ $number }号
digest-name-monthly = { $planet } 月刊 第{ $number }号
digest-issues = バックナンバー
digest-newer = 次の号
digest-older = 前の号
digest-feed = まとめのフィード
digest-feed-entries = 一号につき一項目
digest-empty = 最初の号は今週が終わると公開されます。
digest-empty-monthly = 最初の号は今月が終わると公開されます。
digest-articles = 記事
digest-projects = プロジェクト
digest-discussions = 議論
digest-items = { $count }件
digest-counts = { $followed }のブログのうち{ $blogs }から記事{ $posts }件
digest-new-blogs = 新しいブログ：{ $blogs }
digest-found-at = { $blog } で発見
digest-also-discussed = { $blogs } でも話題に

## Colors and keys

theme-label = 配色
theme-auto = 自動
theme-light = ライト
theme-dark = ダーク
keys-switch = キーボードショートカット
keys-show = ショートカットの一覧
keys-title = キーボードショートカット
keys-next = 次の記事
keys-previous = 前の記事
keys-open = 元のブログで開く
keys-search = 検索
keys-help = この一覧
keys-note = ページの下部でオフにできます。
keys-close = 閉じる
