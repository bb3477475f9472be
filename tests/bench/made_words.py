"""Words that made records are drawn from: drugs, diseases, journals, names."""

from __future__ import annotations

DRUGS = (
    "mitoxantrone rituximab azathioprine interferon beta-1a methotrexate cyclophosphamide"
    " natalizumab metformin"
    " aspirin warfarin simvastatin fluoxetine sertraline infliximab adalimumab tamoxifen cisplatin"
    " vitamin-D3 insulin"
    " dexamethasone prednisolone gabapentin ketamine morphine ibuprofen amoxicillin doxycycline"
    " lithium clozapine"
    " acetylcholine TNF-α β-carotene γ-globulin interleukin-6 omega-3 erythropoietin heparin clopidogrel"
).split()
DISEASES = (
    "multiple sclerosis|neuromyelitis optica|rheumatoid arthritis|type 2 diabetes|type 1 diabetes"
    "|breast cancer"
    "|prostate cancer|major depression|bipolar disorder|schizophrenia|asthma"
    "|chronic obstructive pulmonary disease"
    "|heart failure|atrial fibrillation|hypertension|ischaemic stroke|chronic kidney disease"
    "|osteoporosis|migraine"
    "|epilepsy|Parkinson's disease|Alzheimer's disease|psoriasis|Crohn's disease|ulcerative colitis"
    "|hepatitis C"
    "|HIV infection|tuberculosis|malaria|sepsis|pre-eclampsia|obesity|anorexia nervosa"
    "|chronic low back pain"
    "|knee osteoarthritis|acute myeloid leukaemia|cystic fibrosis|Behçet's disease"
    "|Sjögren's syndrome|COVID-19"
).split("|")
OUTCOMES = (
    "relapse rate|overall survival|quality of life|bone mineral density|cognitive function"
    "|disease progression"
    "|hospital admission|all-cause mortality|treatment adherence|blood pressure|fatigue"
    "|pain intensity|sleep quality"
    "|cardiotoxicity|adverse events|immune cell counts|HbA1c|cost-effectiveness|return to work"
    "|serum biomarkers"
).split("|")
PEOPLE = (
    "older adults|children|adolescents|pregnant women|men|postmenopausal women"
    "|primary care patients|nursing home residents"
    "|Korean patients|Norwegian patients|Brazilian patients|veterans|young adults"
    "|hospital inpatients|outpatients|twins"
).split("|")
DESIGNS = (
    "a randomized controlled trial|a double-blind placebo-controlled trial"
    "|a systematic review and meta-analysis"
    "|a retrospective cohort study|a case-control study|a prospective cohort study"
    "|a cross-sectional survey|a pilot study"
    "|results from a national registry|a qualitative study|an open-label extension study|a 5-year follow-up"
).split("|")
PATTERNS = (
    "Effect of {drug} on {outcome} in {people} with {disease}: {design}",
    "{drug} versus {drug2} for {disease}: {design}",
    "Efficacy and safety of {drug} in {people} with {disease}",
    "{outcome} after {drug} treatment in {disease}: {design}",
    "Association between {outcome} and {outcome2} in {people} with {disease}",
    "Predictors of {outcome} in {people} with {disease}: {design}",
    "{drug} for {disease}",
    "The role of {drug} in the treatment of {disease}",
    "Long-term {outcome} in {disease} treated with {drug} and {drug2}",
    "Does {drug} improve {outcome} in {people} with {disease}?",
    "{drug}-induced changes of {outcome} in a mouse model of {disease}",
    "Prevalence of {disease} among {people}: {design}",
)
JOURNALS = (
    ("Archives of Neurology", "Arch Neurol", "0003-9942"),
    ("Journal of Neurology, Neurosurgery, and Psychiatry", "J Neurol Neurosurg Psychiatry", "0022-3050"),
    ("Multiple Sclerosis (Houndmills, Basingstoke, England)", "Mult Scler", "1352-4585"),
    ("The Lancet", "Lancet", "0140-6736"),
    ("The New England Journal of Medicine", "N Engl J Med", "0028-4793"),
    ("JAMA: the journal of the American Medical Association", "JAMA", "0098-7484"),
    ("BMJ (Clinical research ed.)", "BMJ", "0959-8138"),
    ("Annals of Internal Medicine", "Ann Intern Med", "0003-4819"),
    ("American Journal of Psychiatry", "Am J Psychiatry", "0002-953X"),
    ("Diabetes Care", "Diabetes Care", "0149-5992"),
    ("Journal of Clinical Oncology", "J Clin Oncol", "0732-183X"),
    ("Clinical Science (London, England : 1979)", "Clin Sci (Lond)", "0143-5221"),
    (
        "European Journal of Obstetrics, Gynecology, and Reproductive Biology",
        "Eur J Obstet Gynecol Reprod Biol",
        "0301-2115",
    ),
    ("Obstetrical & Gynecological Survey", "Obstet Gynecol Surv", "0029-7828"),
    ("Zeitschrift für Rheumatologie", "Z Rheumatol", "0340-1855"),
    ("Deutsche Medizinische Wochenschrift", "Dtsch Med Wochenschr", "0012-0472"),
    (
        "Proceedings of the National Academy of Sciences of the United States of America",
        "Proc Natl Acad Sci U S A",
        "0027-8424",
    ),
    ("PLoS ONE", "PLoS One", "1932-6203"),
    ("Journal of Affective Disorders", "J Affect Disord", "0165-0327"),
    ("International Journal of Cardiology", "Int J Cardiol", "0167-5273"),
    ("Revista Española de Cardiología", "Rev Esp Cardiol", "0300-8932"),
    ("Scandinavian Journal of Primary Health Care", "Scand J Prim Health Care", "0281-3432"),
)
FAMILIES = (
    "Kim|Lee|Park|Chen|Wang|Zhang|Li|Liu|Smith|Jones|Müller|Schröder|García-López|Fernández|de la Cruz"
    "|van der Berg|O'Brien|Le Quintrec|Johansen|Åström|Sørensen|Kowalski|Novák|Rossi|Ferrari|Silva|Santos"
    "|Yamada|Tanaka|Nguyen|Singh|Patel|Brown|Taylor|Wilson|Martin|Dupont|Lefèvre|Ivanov|Petrov|Okafor|Mensah"
    "|Cohen|Levy|Haddad|Öztürk|Papadopoulos|Andersson|Virtanen"
).split("|")
GIVENS = (
    "Anna Jan-Peter Maria Luis Wei Min-Jun Sofia Erik Olga Hans Marta Pierre Yuki"
    " Priya David Sarah Tomáš Ingrid Ahmed Ruth"
).split()
COLUMNS = (
    "In this issue",
    "Editorial",
    "Introduction",
    "News and notes",
    "Book review",
    "Letter to the editor",
    "Reply",
)
