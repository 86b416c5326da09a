### العربية. شرح كل رسالة موجود في en.ftl.

## Dates

months = يناير | فبراير | مارس | أبريل | مايو | يونيو | يوليو | أغسطس | سبتمبر | أكتوبر | نوفمبر | ديسمبر
months-short = يناير | فبراير | مارس | أبريل | مايو | يونيو | يوليو | أغسطس | سبتمبر | أكتوبر | نوفمبر | ديسمبر
weekdays = الاثنين | الثلاثاء | الأربعاء | الخميس | الجمعة | السبت | الأحد
weekdays-short = الاثنين | الثلاثاء | الأربعاء | الخميس | الجمعة | السبت | الأحد
date-day = { $day } { $month } { $year }
date-weekday = { $weekday }، { date-day }
date-day-month = { $day } { $month }
date-month = { $month } { $year }
date-month-name = { $month }
date-year = { $year }
date-short = { $day } { $month_short } { $year }
date-time = { $hour }:{ $minute }
date-day-time = { date-day }، { date-time }
date-short-time = { date-short }، { date-time }
date-range = من { $from } إلى { $to }
date-range-in-year = من { $from } إلى { $to } { $year }

## Numbers and signs

decimal-mark = .
size-bytes = { $count ->
    [zero] { $count } بايت
    [one] بايت واحد
    [two] بايتان
    [few] { $count } بايتات
    [many] { $count } بايتًا
   *[other] { $count } بايت
}
size-kb = { $number } ك.ب
size-mb = { $number } م.ب
size-gb = { $number } غ.ب
list-comma = { "، " }
list-semicolon = { "؛ " }
sentence-space = { " " }
posts = { $count ->
    [zero] لا تدوينات
    [one] تدوينة واحدة
    [two] تدوينتان
    [few] { $count } تدوينات
    [many] { $count } تدوينة
   *[other] { $count } تدوينة
}
posts-more = { $count ->
    [zero] ولا تدوينة أخرى
    [one] وتدوينة أخرى
    [two] وتدوينتان أخريان
    [few] و{ $count } تدوينات أخرى
    [many] و{ $count } تدوينة أخرى
   *[other] و{ $count } تدوينة أخرى
}
blogs = { $count ->
    [zero] لا مدونات
    [one] مدونة واحدة
    [two] مدونتان
    [few] { $count } مدونات
    [many] { $count } مدونة
   *[other] { $count } مدونة
}
feeds = { $count ->
    [zero] لا خلاصات
    [one] خلاصة واحدة
    [two] خلاصتان
    [few] { $count } خلاصات
    [many] { $count } خلاصة
   *[other] { $count } خلاصة
}

## The frame of every page

skip-to-content = انتقل إلى المحتوى
skip-to-sidebar = انتقل إلى الشريط الجانبي
nav-label = أقسام الموقع
nav-river = الجديد
nav-titles = العناوين
nav-archive = الأرشيف
nav-blogs = المدونات
nav-groups = المجموعات
nav-tags = الوسوم
nav-search = البحث
nav-status = الحالة
nav-about = عن الموقع
nav-subscribe = الاشتراك
sidebar-label = عن هذا الكوكب
footer-blogs-state = { $blogs }، { $link }.
footer-all-well-link = كل شيء على ما يرام
footer-problems-link = { $count ->
    [zero] بلا مشكلات
    [one] واحدة منها بها مشكلة
    [two] اثنتان منها بهما مشكلة
    [few] { $count } منها بها مشكلة
    [many] { $count } منها بها مشكلة
   *[other] { $count } منها بها مشكلة
}
footer-blogs = { $link }.
footer-newest = أحدث تدوينة: { $date }.
footer-zone = الأوقات بتوقيت { $zone }.
footer-keeper = يديره { $name }.
footer-rights = التدوينات ملك لأصحابها.
footer-contact = أتريد إضافة مدونتك أو إزالتها؟ { $link }.
footer-contact-link = راسلنا
footer-generator = صُنع بواسطة { $name }.

## An entry

entry-permalink = رابط هذه التدوينة
entry-undated = بلا تاريخ
entry-by = بقلم { $author }
entry-by-at = بقلم { $author }، { $date }
entry-from = من { $source }
entry-minutes = { $count ->
    [zero] القراءة في أقل من دقيقة
    [one] القراءة في دقيقة واحدة
    [two] القراءة في دقيقتين
    [few] القراءة في { $count } دقائق
    [many] القراءة في { $count } دقيقة
   *[other] القراءة في { $count } دقيقة
}
entry-read-whole = اقرأ التدوينة كاملة
entry-tags = الوسوم
entry-also-in = أيضًا في { $blogs }
entry-comments = التعليقات

## Links to newer and older pages

pager-label = الصفحات
pager-newer = تدوينات أحدث
pager-older = تدوينات أقدم
pager-previous = الصفحة السابقة
pager-next = الصفحة التالية
page-of = الصفحة { $number } من { $count }
pager-days = الأيام
pager-months = الشهور
pager-years = السنوات
newer-day = اليوم التالي
older-day = اليوم السابق
newer-month = الشهر التالي
older-month = الشهر السابق
newer-year = السنة التالية
older-year = السنة السابقة

## Ways to subscribe

subscribe-title = الاشتراك
subscribe-atom = أحدث التدوينات، لأي قارئ خلاصات
subscribe-rss = المحتوى نفسه، للقارئات الأقدم
subscribe-json = المحتوى نفسه، للبرامج
subscribe-opml = المدونات نفسها: استوردها لتتابع كلًّا منها في قارئك
subscribe-blogroll = مدونات { $planet }
subscribe-own-feed = { $name } (خلاصتها الخاصة)

## The river, and the boxes beside it

river-empty-title = لا شيء هنا بعد
river-empty = لم تنشر أي مدونة بعد، أو تعذرت قراءتها كلها. تعرض { $link } حال كل مدونة.
river-empty-link = صفحة الحالة
no-blogs = لا يتابع هذا الكوكب أي مدونة بعد.
no-blogs-remedy = أضف أول مدونة إلى { $file } ثم أعد بناء الموقع.
river-days = انتقل إلى يوم
river-all-days = كل الأيام
river-blogs-title = المدونات
river-blog-problem = مشكلة
river-all-blogs = { $count ->
    [zero] كل المدونات
    [one] كل المدونات (واحدة)
    [two] المدونتان
    [few] كل المدونات ({ $count })
    [many] كل المدونات ({ $count })
   *[other] كل المدونات ({ $count })
}
river-more-blogs = المزيد عنها
new-since = { $form ->
    [one] تدوينة جديدة واحدة منذ زيارتك الأخيرة
    [two] تدوينتان جديدتان منذ زيارتك الأخيرة
    [few] { $count } تدوينات جديدة منذ زيارتك الأخيرة
    [many] { $count } تدوينة جديدة منذ زيارتك الأخيرة
   *[other] { $count } تدوينة جديدة منذ زيارتك الأخيرة
}
new-since-all = كل تدوينات هذه الصفحة جديدة منذ زيارتك الأخيرة
new-since-mark = ما يلي سبق أن رأيته
stale = لم تُحدَّث هذه الصفحة منذ { $date }، وقد تنقصها تدوينات أحدث

## Only titles

titles-title = العناوين
titles-description = أحدث تدوينات { $planet } بعناوينها

## The archive: days, months and years

archive-title = الأرشيف
archive-description = كل ما يحفظه { $planet }، بالسنة والشهر واليوم
archive-empty = لم تنشر أي مدونة بعد.
archive-part-description = { $count ->
    [zero] لا تدوينات في { $planet }: { $date }
    [one] تدوينة واحدة في { $planet }: { $date }
    [two] تدوينتان في { $planet }: { $date }
    [few] { $count } تدوينات في { $planet }: { $date }
    [many] { $count } تدوينة في { $planet }: { $date }
   *[other] { $count } تدوينة في { $planet }: { $date }
}
archive-posts = التدوينات
archive-whole-day = { $count ->
    [zero] كل تدوينات هذا اليوم
    [one] كل تدوينات هذا اليوم (واحدة)
    [two] كل تدوينات هذا اليوم (اثنتان)
    [few] كل تدوينات هذا اليوم ({ $count })
    [many] كل تدوينات هذا اليوم ({ $count })
   *[other] كل تدوينات هذا اليوم ({ $count })
}

## The blogroll

blogroll-title = المدونات
blogroll-description = المدونات التي يتابعها { $planet }
blogroll-intro = { $count ->
    [zero] لا مدونات في هذا الكوكب.
    [one] في هذا الكوكب مدونة واحدة.
    [two] في هذا الكوكب مدونتان.
    [few] في هذا الكوكب { $count } مدونات.
    [many] في هذا الكوكب { $count } مدونة.
   *[other] في هذا الكوكب { $count } مدونة.
}
blogroll-opml = { $link } لتتابعها كلها في قارئ خلاصاتك.
blogroll-opml-link = نزّل القائمة بصيغة OPML
blogroll-other-group = مدونات أخرى
blogroll-only-group = كل المدونات
blogroll-last-post = آخر تدوينة: { $date }
blogroll-no-post = لا تدوينات بعد
blogroll-home = المدونة
blogroll-home-of = المدونة: { $name }
blogroll-feed = الخلاصة
blogroll-feed-of = الخلاصة: { $name }
blogroll-sort = رتّب المدونات
blogroll-by-name = بالاسم
blogroll-by-newest = بأحدث تدوينة
blogroll-by-group = بالمجموعة
blogroll-quiet = صامتة منذ { $date }
blogroll-dead = متوقفة
blogroll-dead-since = متوقفة منذ { $date }

## How the blogroll changed

changes-title = تغيرات قائمة المدونات
changes-description = المدونات التي انضمت إلى { $planet } والتي غادرته
changes-link = ما الذي تغير هنا
changes-feed = خلاصة هذه التغيرات
changes-empty = لم يتغير شيء بعد.
change-opened = { $count ->
    [zero] انطلق { $planet } بلا مدونات
    [one] انطلق { $planet } بمدونة واحدة
    [two] انطلق { $planet } بمدونتين
    [few] انطلق { $planet } بـ{ $count } مدونات
    [many] انطلق { $planet } بـ{ $count } مدونة
   *[other] انطلق { $planet } بـ{ $count } مدونة
}
change-added = أُضيفت { $name }
change-removed = أُزيلت { $name }
change-moved = انتقلت { $name } إلى { $place }
change-renamed = صار اسم { $old } الآن { $name }
change-resumed = عادت { $name } بعد غياب طويل
change-resumed-since = عادت { $name } بعد صمت منذ { $date }
change-added-many = { $count ->
    [zero] لم تُضف مدونات
    [one] أُضيفت مدونة واحدة
    [two] أُضيفت مدونتان
    [few] أُضيفت { $count } مدونات
    [many] أُضيفت { $count } مدونة
   *[other] أُضيفت { $count } مدونة
}
change-removed-many = { $count ->
    [zero] لم تُزل مدونات
    [one] أُزيلت مدونة واحدة
    [two] أُزيلت مدونتان
    [few] أُزيلت { $count } مدونات
    [many] أُزيلت { $count } مدونة
   *[other] أُزيلت { $count } مدونة
}
change-moved-many = { $count ->
    [zero] لم تنتقل مدونات
    [one] انتقلت مدونة واحدة
    [two] انتقلت مدونتان
    [few] انتقلت { $count } مدونات
    [many] انتقلت { $count } مدونة
   *[other] انتقلت { $count } مدونة
}
change-renamed-many = { $count ->
    [zero] لم تتغير أسماء
    [one] تغير اسم مدونة واحدة
    [two] تغير اسما مدونتين
    [few] تغيرت أسماء { $count } مدونات
    [many] تغيرت أسماء { $count } مدونة
   *[other] تغيرت أسماء { $count } مدونة
}
change-resumed-many = { $count ->
    [zero] لم تعد مدونات
    [one] عادت مدونة واحدة بعد غياب طويل
    [two] عادت مدونتان بعد غياب طويل
    [few] عادت { $count } مدونات بعد غياب طويل
    [many] عادت { $count } مدونة بعد غياب طويل
   *[other] عادت { $count } مدونة بعد غياب طويل
}

## The page of one blog

feed-visit = زر المدونة
feed-subscribe = اشترك فيها وحدها
feed-stale = ليست محدّثة.
feed-stale-since = منذ { $date }: { $problem }.
feed-details = التفاصيل
feed-newest = أحدث التدوينات
feed-empty = لا تدوينات بعد. تذكر { $link } متى نظر planet آخر مرة.
feed-empty-link = صفحة الحالة
feed-about = عن هذه المدونة
feed-calls-itself = اسمها عند نفسها
feed-group = المجموعة
feed-tags = الوسوم
feed-last-post = آخر تدوينة
feed-posts-known = التدوينات المعروفة
feed-status = حالة خلاصتها
feed-older = قبل ذلك
feed-by-year = كل التدوينات بالسنوات
feed-year-title = { $name }، { $year }
feed-year-description = { $count ->
    [zero] لا تدوينات من { $name }، { $year }
    [one] تدوينة واحدة من { $name }، { $year }
    [two] تدوينتان من { $name }، { $year }
    [few] { $count } تدوينات من { $name }، { $year }
    [many] { $count } تدوينة من { $name }، { $year }
   *[other] { $count } تدوينة من { $name }، { $year }
}
feed-all = كل شيء عن هذه المدونة

## Groups and tags

groups-title = المجموعات
group-description = مدونات مجموعة { $name } في { $planet }
group-blogs = مدونات هذه المجموعة
group-follow = تابع هذه وحدها: { $links }.
group-feed-of = { $planet }: { $name }
group-empty = لم تنشر أي من هذه المدونات بعد.
tags-title = الوسوم
tags-description = ما يُكتب عنه في { $planet }
tags-intro = الوسوم التي تحملها ثلاث على الأقل من أحدث التدوينات.
tags-empty = لا وسم تحمله ثلاث تدوينات بعد.
tag-description = أحدث تدوينات { $planet } الموسومة بـ«{ $tag }»
tag-intro = { $count ->
    [zero] لا تحمل أي من أحدث التدوينات هذا الوسم.
    [one] تدوينة واحدة من أحدث التدوينات تحمل هذا الوسم.
    [two] تدوينتان من أحدث التدوينات تحملان هذا الوسم.
    [few] { $count } من أحدث التدوينات تحمل هذا الوسم.
    [many] { $count } من أحدث التدوينات تحمل هذا الوسم.
   *[other] { $count } من أحدث التدوينات تحمل هذا الوسم.
}
tag-all = كل الوسوم
tag-newest = { $count ->
    [zero] لا شيء معروض.
    [one] تُعرض أحدثها وحدها.
    [two] تُعرض أحدث اثنتين.
    [few] تُعرض أحدث { $count } منها.
    [many] تُعرض أحدث { $count } منها.
   *[other] تُعرض أحدث { $count } منها.
}

## The status page

status-title = الحالة
status-description = حال الخلاصات التي يتابعها { $planet }
status-intro = لماذا لا تظهر تدوينة ما؟ ابحث عن مدونتها أدناه.
status-summary = { $feeds }، { $problems }.
status-summary-looks = { $feeds }، { $problems }، { $looks }.
status-no-problem = كلها بلا مشكلات
status-problems = { $count ->
    [zero] كلها بلا مشكلات
    [one] واحدة منها بها مشكلة
    [two] اثنتان منها بهما مشكلة
    [few] { $count } منها بها مشكلة
    [many] { $count } منها بها مشكلة
   *[other] { $count } منها بها مشكلة
}
status-looks = { $count ->
    [zero] لا شيء يستدعي النظر
    [one] واحدة تستدعي النظر
    [two] اثنتان تستدعيان النظر
    [few] { $count } تستدعي النظر
    [many] { $count } تستدعي النظر
   *[other] { $count } تستدعي النظر
}
status-json = المحتوى نفسه للبرامج: { $link }.
status-needs-look = تستدعي النظر
status-well = على ما يرام
status-problem = مشكلة: { $problem }
status-not-asked = لم تُطلب بعد
status-fine = على ما يرام
status-held = { $count ->
    [zero] لا تدوينات محجوبة عن الجديد
    [one] تدوينة واحدة محجوبة عن الجديد
    [two] تدوينتان محجوبتان عن الجديد
    [few] { $count } تدوينات محجوبة عن الجديد
    [many] { $count } تدوينة محجوبة عن الجديد
   *[other] { $count } تدوينة محجوبة عن الجديد
}
status-held-because = { $held }: { $reasons }
held-new-feed = { $count ->
    [zero] لا تدوينات سبقت إضافة الخلاصة
    [one] واحدة كانت موجودة حين أُضيفت الخلاصة، وهي لا تجلب إلا أحدث تدويناتها
    [two] اثنتان كانتا موجودتين حين أُضيفت الخلاصة، وهي لا تجلب إلا أحدث تدويناتها
    [few] { $count } كانت موجودة حين أُضيفت الخلاصة، وهي لا تجلب إلا أحدث تدويناتها
    [many] { $count } كانت موجودة حين أُضيفت الخلاصة، وهي لا تجلب إلا أحدث تدويناتها
   *[other] { $count } كانت موجودة حين أُضيفت الخلاصة، وهي لا تجلب إلا أحدث تدويناتها
}
held-undated = { $count ->
    [zero] لا تدوينات بلا تاريخ
    [one] واحدة بلا تاريخ وكانت موجودة قبل أول قراءة للخلاصة
    [two] اثنتان بلا تاريخ وكانتا موجودتين قبل أول قراءة للخلاصة
    [few] { $count } بلا تاريخ وكانت موجودة قبل أول قراءة للخلاصة
    [many] { $count } بلا تاريخ وكانت موجودة قبل أول قراءة للخلاصة
   *[other] { $count } بلا تاريخ وكانت موجودة قبل أول قراءة للخلاصة
}
held-future = { $count ->
    [zero] لا تدوينات بتاريخ في المستقبل
    [one] واحدة تاريخها في المستقبل
    [two] اثنتان تاريخهما في المستقبل
    [few] { $count } تاريخها في المستقبل
    [many] { $count } تاريخها في المستقبل
   *[other] { $count } تاريخها في المستقبل
}
held-restamped = { $count ->
    [zero] لا تدوينات بتاريخ إعادة بناء الموقع
    [one] واحدة جاءت مع كثير غيرها من الساعة نفسها، فتاريخها تاريخ إعادة بناء الموقع
    [two] اثنتان جاءتا بتاريخين من الساعة نفسها، وهما تاريخ إعادة بناء الموقع
    [few] { $count } جاءت بتواريخ من الساعة نفسها، وهي تواريخ إعادة بناء الموقع
    [many] { $count } جاءت بتواريخ من الساعة نفسها، وهي تواريخ إعادة بناء الموقع
   *[other] { $count } جاءت بتواريخ من الساعة نفسها، وهي تواريخ إعادة بناء الموقع
}
status-moved = انتقلت نهائيًّا إلى { $url }
status-since = منذ
status-failed = الإخفاق
status-failed-times = { $count ->
    [zero] لم يحدث
    [one] مرة واحدة
    [two] مرتان متتاليتان
    [few] { $count } مرات متتالية
    [many] { $count } مرة متتالية
   *[other] { $count } مرة متتالية
}
status-last-asked = آخر طلب
status-last-answer = آخر رد
status-last-read = آخر قراءة ناجحة
status-never = لم تحدث
status-newest = أحدث تدوينة
status-none = لا توجد
status-posts = التدوينات
status-kept = { $count ->
    [zero] لا محفوظ منها
    [one] واحدة محفوظة
    [two] اثنتان محفوظتان
    [few] { $count } محفوظة
    [many] { $count } محفوظة
   *[other] { $count } محفوظة
}
status-dropped = { $count ->
    [zero] لا شيء استبعده مرشّح
    [one] واحدة استبعدها مرشّح
    [two] اثنتان استبعدهما مرشّح
    [few] { $count } استبعدها مرشّح
    [many] { $count } استبعدها مرشّح
   *[other] { $count } استبعدها مرشّح
}
status-asked-again = تُطلب مجددًا بعد
status-feed = الخلاصة: { $url }
status-own-page-only = تدويناتها في صفحتها وحدها، لا في «الجديد»
status-not-shown = { $count ->
    [zero] ما لم يُعرض اليوم
    [one] ما لم يُعرض اليوم
    [two] ما لم يُعرض في آخر يومين
    [few] ما لم يُعرض في آخر { $count } أيام
    [many] ما لم يُعرض في آخر { $count } يومًا
   *[other] ما لم يُعرض في آخر { $count } يوم
}
why-new-feed = كانت موجودة حين أُضيفت الخلاصة
why-undated = بلا تاريخ وكانت موجودة قبل أول قراءة للخلاصة
why-future = تاريخها في المستقبل
why-restamped = جاءت مع كثير غيرها من الساعة نفسها: تاريخ إعادة بناء الموقع
why-filter = استبعدها مرشّح: { $filter }
why-filter-program = استبعدها برنامج ترشيح
why-unfiltered = تنتظر مرشّحًا لم يرها بعد
why-duplicate = تُعرض ضمن تدوينات { $name }

## What can be wrong with a feed

problem-http = رد الخادوم بخطأ
problem-gone = لم تعد الخلاصة موجودة
problem-rate-limited = يطلب الخادوم التمهل
problem-timeout = لم يرد الخادوم في الوقت المناسب
problem-dns = تعذر العثور على اسم الخادوم
problem-connect = تعذر الاتصال بالخادوم
problem-tls = تعذر إنشاء اتصال آمن
problem-too-large = الخلاصة أكبر مما ينبغي
problem-redirect = لا تقود إعادة التوجيه إلى خلاصة
problem-forbidden = لا يطلب planet هذا العنوان
problem-protocol = رد الخادوم غير سليم
problem-web-page = جاءت صفحة وب بدل الخلاصة
problem-not-a-feed = ما جاء ليس خلاصة
problem-json = ما جاء JSON لكنه ليس JSON Feed
problem-empty = جاء الرد فارغًا
problem-no-entries = لم تعد في الخلاصة تدوينات
problem-malformed = في الخلاصة أخطاء ولم تُقرأ إلا بعد إصلاحها
problem-io = تعذرت قراءة الملف
problem-filter = أخفق مرشّح لهذا الكوكب في هذه الخلاصة، والتدوينات الجديدة تنتظره
problem-internal = أخفق planet نفسه في هذه الخلاصة

## Unknown addresses

not-found-title = الصفحة غير موجودة
not-found-text = لا شيء في هذا العنوان. ربما كانت فيه تدوينة انتقلت: فالجديد يدفع القديم إلى صفحات تالية.
not-found-newest = أحدث التدوينات
not-found-blogs = { $link }، ولكل منها صفحة بتدويناتها
not-found-blogs-link = كل المدونات

## Search

search-title = البحث
search-description = ابحث في تدوينات { $planet }
search-label = كلمات من العنوان أو النص أو الوسوم أو الاسم
search-placeholder = كلمات، وسوم، أسماء
search-button = ابحث
search-ready = التدوينات التي يمكن البحث فيها: { $count }
search-found = التدوينات التي عُثر عليها: { $count }
search-results = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
search-none = لا تدوينة فيها كل هذه الكلمات.
search-reach = شمل البحث ما يعود إلى { $month }
search-more = اعرض المزيد
search-failed = تعذر تحميل البحث. هل أنت متصل بالإنترنت؟
search-permalink = هذه التدوينة في هذا الكوكب
search-no-script = يحتاج البحث إلى JavaScript، وهو لم يعمل في هذا المتصفح. تقودك الصفحات أدناه إلى كل تدوينة من دونه.
search-elsewhere = طرق أخرى للعثور على تدوينة
search-titles = { $link } لأحدث التدوينات
search-titles-link = العناوين
search-archive = { $link }، يومًا بيوم
search-archive-link = الأرشيف
search-blogs = { $link }، ولكل منها صفحة بتدويناتها
search-blogs-link = المدونات

## The digest

digest-title = حصاد الأسبوع
digest-title-monthly = حصاد الشهر
digest-description = أفضل ما في { $planet }، أسبوعًا بأسبوع
digest-description-monthly = أفضل ما في { $planet }، شهرًا بشهر
digest-name = { $planet } في أسبوع، العدد { $number }
digest-name-monthly = { $planet } في شهر، العدد { $number }
digest-issues = كل الأعداد
digest-newer = العدد التالي
digest-older = العدد السابق
digest-feed = خلاصة الأعداد
digest-feed-entries = مدخل لكل عدد
digest-empty = يصدر العدد الأول بانتهاء هذا الأسبوع.
digest-empty-monthly = يصدر العدد الأول بانتهاء هذا الشهر.
digest-articles = المقالات
digest-projects = المشروعات
digest-discussions = النقاشات
digest-items = { $count ->
    [zero] لا مواد
    [one] مادة واحدة
    [two] مادتان
    [few] { $count } مواد
    [many] { $count } مادة
   *[other] { $count } مادة
}
digest-counts = { $posts ->
    [zero] لا تدوينات
    [one] تدوينة واحدة
    [two] تدوينتان
    [few] { $posts } تدوينات
    [many] { $posts } تدوينة
   *[other] { $posts } تدوينة
} من { $blogs } من أصل { $followed ->
    [zero] لا مدونات
    [one] مدونة واحدة
    [two] مدونتين
    [few] { $followed } مدونات
    [many] { $followed } مدونة
   *[other] { $followed } مدونة
}
digest-new-blogs = مدونات جديدة: { $blogs }
digest-found-at = وُجد في { $blog }
digest-also-discussed = ناقشها أيضًا: { $blogs }

## Colors and keys

theme-label = الألوان
theme-auto = تلقائي
theme-light = فاتح
theme-dark = داكن
keys-switch = اختصارات لوحة المفاتيح
keys-show = قائمة الاختصارات
keys-title = اختصارات لوحة المفاتيح
keys-next = التدوينة التالية
keys-previous = التدوينة السابقة
keys-open = افتح التدوينة في مدونتها
keys-search = البحث
keys-help = هذه القائمة
keys-note = يمكن إيقافها من أسفل الصفحة.
keys-close = إغلاق
