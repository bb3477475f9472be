"""What the people of a made review say: authors, commentators, and readers in several scripts."""

from __future__ import annotations

SENTENCES = (
    "Relapses fell by {a}% in {b} of the patients of centre {n}",
    "No difference was seen between the groups after {b} months (P = 0.{a}) in cohort {n}",
    "The annualised relapse rate was reduced by {a}% (95% CI {b} to {a}) at site {n}",
    "Serious adverse events occurred in {b} of {a} people who were given the drug in trial {n}",
    "Disability worsened in {b} patients, was unchanged in {a} and improved in the rest of series {n}, "
    "as measured by a neurologist who did not know what had been given and who saw each patient every six "
    "months, or sooner when there was a new symptom that the patient or the family reported",
    "CD19(+)CD27(+) memory B cells were lower by {a} ± {b} % in treated than in untreated people "
    "(β = −0.{a}, n = {n})",
    "Patients’ quality of life improved by {b} points on a scale of {a} in study {n}",
    "Treatment was stopped early in {b} of {a} because of leukopenia, nausea or other harms (site {n})",
    "Median time to the first relapse was {b} months (IQR {b}–{a}) in the arm of {n} that got ≥ 2 doses",
)
OPINIONS = (
    "In my mind it is not clear how the drug does this, and study {n} has no control group of {a}",
    "This is what one expects from {a} people who are chosen because they were ill (paper {n})",
    "I would wait for a trial before I told anyone in clinic {n} to take it for {a} months",
    "The authors of paper {n} say a lot more about cells than about the {a} patients they come from",
    "“Works” is a strong word for {a} relapses fewer; see what the regulators wrote about study {n}",
)
READERS = (
    "I had it for two years ({n}, visit {a}) and it helped me more than anything before.",
    "It is difficult to accept the risks when you don't know if it will help {n}-{a} 😀 ❤",
    "Η θεραπεία με βοήθησε περισσότερο από οτιδήποτε άλλο, αλλά φοβάμαι για το μέλλον ({n}/{a}).",
    "После третьего вливания стало легче ходить, но усталость осталась ({n}/{a}).",
    "治疗之后我走路好多了，但是副作用让我很担心（{n}/{a}）。医生说还需要再观察六个月才能知道是否真的有效。",
    "薬を始めてから再発がなくなりました。でも、疲れやすさは変わりません（{n}/{a}）。",
    "약을 먹은 뒤로 재발이 없었지만 피로는 여전합니다 ({n}/{a}).",
    "العلاج ساعدني كثيراً بعد الجرعة الثالثة (EDSS 3.5) لكن التعب لم يذهب {n}-{a}",
    "התרופה עזרה לי יותר מכל דבר אחר, אבל אני חושש מתופעות הלוואי של mitoxantrone ({n}/{a}).",
    "Mein Neurologe riet mir ab – trotzdem: seit der {a}. Infusion kein Schub mehr (Übelkeit ja, {n}).",
    "Tôi thấy khỏe hơn nhiều sau liều thứ {a}, nhưng vẫn lo về tim ({n}).",
    "Worked for me 👍🏽 👩‍⚕️ 🧠, no relapse since dose {a} ({n}) ✅",
    "aaaaaaaaargh it burns " + "so" * 40 + " {n} {a}",
    "I read the paper twice. First, nobody tells us what happens after the third year. Second, my own doctor "
    "says that the heart has to be looked at every three months, and that the sum of what one may have in a "
    "whole life is fixed; after that there is nothing else to take. Third, I could walk 300 m before and can "
    "walk 900 m now, without a stick, and I no longer sleep in the afternoon. So I took it, and I would take "
    "it again, but I would not tell anybody else to do so who has another choice. ({n}/{a})",
)
LONG_TITLES = (
    "A multicentre, randomised, double-blind, placebo-controlled, parallel-group, dose-finding study of the "
    "efficacy, safety, tolerability and pharmacokinetics of a drug that was given by mouth once a day, or by "
    "infusion once a month, to adults with relapsing disease who had had at least two relapses in the year "
    "before, with an open extension for all who completed the first part and wished to go on",
    "Επίδραση της θεραπείας στις υποτροπές: μια πολυκεντρική μελέτη",
    "Влияние терапии на частоту рецидивов: многоцентровое исследование с участием взрослых пациентов",
    "药物对复发率的影响：一项多中心随机对照研究",
    "تأثير العلاج على معدل الانتكاس: دراسة متعددة المراكز",
    "השפעת הטיפול על שיעור ההתקפים: מחקר רב-מרכזי",
    "3-[(2R)-2-amino-3-(1H-indol-3-yl)propanoyl]-1,2,3,4-tetrahydropyrrolo[1,2-a]pyrazin-4-one-and-its-salts",
)
ADDRESS = "https://example.org/a/long/address/without/a/space/that/has/to/break/somewhere/on/the/page?study="
GROUPS = (
    ("Adults with highly relapsing disease who were treated before", "Treated"),
    ("Adults with a first attack", "First"),
)
TAGS = (
    ("Efficacy", ("Relapse rate", "Disability", "Imaging")),
    ("Safety", ("Adverse effects", "Leukopenia", "Heart")),
    ("Mechanism", ("B cells", "NK cells", "Neutrophils")),
    ("Who responds", ("Age", "Active disease")),
    ("Practice", ("Approval", "Cost", "Steroids")),
    ("Experience of care", ("Fatigue", "Waiting", "Fear of what comes next")),
)
