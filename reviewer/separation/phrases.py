"""Ways of speaking that show what a sentence of an abstract does, as tables.

Nothing here decides; `moves` looks for them. To teach another language, add its words under the same names.
All are matched in lower-case words.
"""

from __future__ import annotations

import re

WORDS: dict[str, str] = {
    "AIM": r"determine|assess|evaluate|examine|investigate|compare|explore|describe|identify|test|study"
    r"|analy[sz]e|measure|estimate|characteri[sz]e|quantify|establish|review|ascertain|understand|develop"
    r"|validate|elucidate|provide|present|report|find out|address|clarify|summari[sz]e|verify|define"
    r"|document|predict|discuss|demonstrate|improve|gain|obtain|update|synthesi[sz]e|systematically"
    r"|critically|prospectively|retrospectively|further|better|see|learn|look|show|map|outline|introduce"
    r"|propose|replicate|extend|confirm|examining|highlight",
    "STUDY": r"study|trial|research|review|paper|article|analysis|survey|investigation|project|report"
    r"|work|experiment|meta-analysis|evaluation|studies|thesis|overview|protocol|manuscript|guideline"
    r"|randomi[sz]ed controlled trial",
    "DID": r"conducted|performed|recruited|randomi[sz]ed|enrol+ed|searched|assigned|collected|measured"
    r"|analy[sz]ed|used|included|extracted|selected|interviewed|asked|invited|treated|administered|divided"
    r"|followed|screened|calculated|carried out|obtained|applied|applying|allocated|undertaken|undertook"
    r"|assessed|evaluated|examined|compared|surveyed|tested|reviewed|studied|defined|estimated|recorded"
    r"|evaluated|excluded|sampled|developed|implemented|designed|employed|determined|created|constructed"
    r"|matched|gathered|coded|adapted|distributed|mailed|sent|synthesi[sz]ed|pooled|combined|stratified"
    r"|adjusted|modell?ed|retrieved|considered|monitored|computed|quantified|trained|offered|delivered"
    r"|exposed|injected|provided|completed|received|underwent|given|fed|questioned|investigated|classified"
    r"|categori[sz]ed|eligible|drawn|identified|explored|taken|tracked",
    "MOVED": r"increased|decreased|reduced|improved|declined|rose|fell|differed|changed|showed|revealed"
    r"|found|reported|demonstrated|yielded|observed|indicated|had|did|experienced|achieved|reached|predicted"
    r"|correlated|exhibited|accounted|contributed|occurred|emerged|remained|resulted|led|produced|attenuated"
    r"|reversed|prevented|inhibited|induced|displayed|ranged|dropped|exceeded|failed|persisted|explained|met"
    r"|responded|developed|died|survived|enhanced|elevated|lowered|restored|suppressed|augmented|worsened"
    r"|identified|confirmed|detected|noted|felt|believed|agreed|perceived|rated|preferred|moderated|mediated"
    r"|characterized|caused|blocked|ameliorated",
    "SUGGEST": r"suggest|indicate|show|demonstrate|support|provide|imply|highlight|confirm|reveal|underline"
    r"|underscore|point|extend|emphasi[sz]e|illustrate|add|offer|contribute|raise|are consistent|can|could"
    r"|may|should|help|argue|reinforce|establish|corroborate|propose|warrant|identify|stress|call|challenge"
    r"|have",
}
"""Lists of words that `CUES` names in angle brackets."""

CUES: dict[str, str] = {
    # objective
    "to verb": r"^\W*(?:\(?[a-z0-9]\)\s*)?to (?:<AIM>)\b|^(?:ziel|evaluar|determinar|analizar|conocer"
    r"|describir|comparar|identificar|estudiar|valorar|évaluer|déterminer|analyser|décrire|comparer"
    r"|étudier)\b",
    "aim noun": r"\b(?:aims?|objectives?|purposes?|goals?|intent|intention|focus|research questions?)"
    r" (?:of|was|is|were|are|for|in|here|included)\b|\bziel (?:der|dieser|des|unserer|war|ist)\b"
    r"|\b(?:l'objectif|le but|notre objectif|nos objectifs)\b|\b(?:el|nuestro) (?:objetivo|propósito)\b"
    r"|\bfragestellung\b|\bl’objectif\b",
    "aim verb": r"\b(?:aim(?:s|ed)?|sought|seeks?|intend(?:s|ed)?|set out|attempt(?:s|ed)?|wanted"
    r"|wish(?:ed)?|endeavou?r(?:s|ed)?|try|tried|aiming|designed|planned|undertaken|conducted|performed"
    r"|carried out|launched|initiated) (?:at|to)\b|\bvise à\b|\bse propose\b|\bsollte[n]?\b.{0,80}\bwerden\b"
    r"|\bin order to\b",
    "study does": r"\b(?:this|the present|the current|the|our|present|current) (?:\w+"
    r" ){0,3}(?:<STUDY>) (?:aim|examin|investigat|evaluat|assess|explor|compar|describ|present|report|analy"
    r"|test|address|review|determin|discuss|seek|sought|focus|attempt|summar|consider|look|stud|identif"
    r"|provid|outlin|propos|measur|updat|will|highlights|introduc|builds|extend|uses|draws|was designed|is"
    r" designed|is to|was to)|\bdiese (?:studie|arbeit|untersuchung)\b|\bcette étude\b|\beste (?:estudio"
    r"|trabajo)\b",
    "here we": r"\b(?:here|therefore|thus|hence|in this (?:\w+ ){0,2}(?:study|paper|article|review"
    r"|report|work|trial|analysis))\b,? (?:we|i|is|are)\b",
    "we aim": r"\bwe (?:\w+ly |also |therefore |thus |then |further )?(?:aim|sought|seek|hypothes"
    r"|intend|set out|want|wish|test the|tested (?:the|whether)|ask(?:ed)? (?:whether|if)|explore "
    r"|investigate |examine |assess |evaluate |compare |describe |report |present |propose |study |review "
    r"|discuss |address|questioned|attempt)",
    "whether": r"\b(?:whether|if and how|ob|si)\b",
    "how what": r"\b(?:how|what|which|why) (?:\w+ ){0,4}(?:is|are|do|does|did|can|could|factors"
    r"|affects?|influences?)\b",
    "hypothesis": r"\bhypothes|\bwas expected\b|\bwere expected\b|\bpredicted that\b|\bhypothe[ns]"
    r"|\bhipótesis",
    "question": r"\?",
    "effect of": r"\b(?:effect(?:s|iveness)?|impact|efficacy|influence|role|feasibility|association"
    r"|relationship|relation|validity|cost-effectiveness|usefulness|prevalence|incidence) (?:of|between"
    r"|among)\b",
    # background
    "is a": r"\b(?:is|are|remains?|represents?|constitutes?) (?:\w+ ){0,2}?(?:an?|the|one of|among)\b"
    r"|\b(?:ist|sind|gilt|gelten) (?:\w+ ){0,2}?(?:eine?|zu den)\b|\best une?\b|\bes una?\b",
    "common": r"\b(?:common(?:ly)?|frequent(?:ly)?|often|usually|widely|increasingly|prevalent|leading"
    r"|major|serious|growing|worldwide|globally|well[- ]known|typically|generally|traditionally|routinely"
    r"|rarely|chronic|essential|crucial|costly|burden|epidemic|public health|challenge|challenging"
    r"|problem)\b"
    r"|\b(?:häufig\w*|oft|weltweit|zunehmend\w*|wichtig\w*|bekannt|fréquente?s?|souvent|courante?s?|majeure?s?"
    r"|frecuentes?|común|comunes|habitual\w*|importantes?)\b",
    "gap": r"\b(?:little|not|less|more|much|nothing|limited|insufficient|scarce|sparse|inconclusive"
    r"|conflicting|inconsistent|lack of|lacking|paucity|few|no|scant|only) (?:\w+ ){0,3}?(?:is |are |been "
    r"|information |evidence |data |studies |research |known|understood|investigated|studied|consensus"
    r"|attention|established|explored|examined|available|evaluated|reported|published)|\b(?:remains?|is|are)"
    r" (?:\w+ ){0,2}(?:unclear|unknown|elusive|controversial|uncertain|debated|poorly|understudied"
    r"|unexplored|lacking|limited|scarce|inconclusive)\b|\bwenig bekannt\b|\bpeu (?:connu|d'études)\b|\bpoco"
    r" (?:conocido|se conoce)\b"
    r"|\b(?:unklar|ungeklärt|unbekannt|umstritten)\b|\b(?:mal|reste\w*) (?:connue?s?|controversée?s?)\b"
    r"|\bdesconocid\w+",
    "been shown": r"\b(?:has|have) (?:\w+ ){0,2}been\b|\b(?:has|have) (?:\w+ly )?(?:shown|become"
    r"|demonstrated|led|focused|reported|suggested|found|increased|attracted|emerged|proven|gained|received"
    r"|examined|described)\b",
    "earlier work": r"\b(?:previous(?:ly)?|prior|earlier|recent(?:ly)?|past|existing|emerging|several"
    r"|many|numerous|accumulating|growing|current(?:ly)?|most) (?:\w+ ){0,2}(?:stud(?:y|ies)|research|work"
    r"|evidence|reports?|literature|trials?|data|years|decades?|reviews?|guidelines?|findings|developments?"
    r"|advances)\b|\bso far\b|\bto date\b|\bin recent years\b|\bbisher\b|\bjusqu'à\b|\bhasta\b",
    "contrast": r"\b(?:however|although|despite|though|yet|while|whereas|nevertheless|nonetheless|but"
    r"|jedoch|obwohl|trotz|cependant|sin embargo|aunque)\b",
    "need": r"\b(?:need|needs|needed|necessary|required|important|importance|critical|crucial"
    r"|essential|vital)\b",
    "recommended": r"\b(?:recommend(?:ed|s|ations?)?|guidelines?|evidence-based|standard|advocated"
    r"|endorsed)\b",
    "believed": r"\b(?:is|are|was|were) (?:\w+ )?(?:thought|believed|considered|assumed|known|said"
    r"|supposed|implicated|associated|linked|related|characteri[sz]ed|defined|recognized)\b",
    # methods
    "we did": r"\b(?:we|i) (?:\w+ly |also |then |first |further |subsequently |have )?(?:<DID>)\b"
    r"|\bwir (?:untersuchten|analysierten|verglichen|führten|befragten|schlossen)\b|\bnous avons\b"
    r"|\b(?:estudiamos|analizamos|evaluamos|comparamos|se (?:realizó|incluyeron|estudiaron|analizaron"
    r"|evaluó))\b",
    "was done": r"\b(?:was|were|is|are|been|being|be) (?:\w+ly |then |also |first |all |each"
    r" )?(?:<DID>)\b|\bwurden?\b.{0,90}\b(?:untersucht|erhoben|befragt|verglichen|eingeschlossen|analysiert"
    r"|randomisiert|durchgeführt|gemessen|behandelt|ausgewertet)\b|\b(?:ont|a) été (?:inclus|évalué|réalisé"
    r"|étudié|mesuré|analysé)|\b(?:fueron|fue) (?:incluid|evaluad|analizad|realizad|estudiad)",
    "design": r"\b(?:randomi[sz]ed|double[- ]blind|single[- ]blind|placebo[- ]controlled|open[- ]label"
    r"|cross[- ]sectional|prospective|retrospective|longitudinal|case[- ]control|cohort|observational"
    r"|quasi[- ]experimental|pilot|multicent(?:er|re)|crossover|cross[- ]over|parallel[- ]group|before[-"
    r" ]and[- ]after|pre-?post|qualitative|mixed[- ]methods?|factorial|interrupted time[- ]series|systematic"
    r" review|meta-analysis|case series|two[- ]arm|descriptive|cluster|controlled|querschnitt\w*"
    r"|prospektiv\w*|retrospektiv\w*|randomisiert\w*|transversale?|prospectivo|retrospectivo|prospective"
    r"|rétrospective|aleatorizado|aléatoire) (?:\w+[ -]){0,5}?(?:study|trial|design|survey|analysis|review"
    r"|studies|trials|studie|étude|estudio|ensayo|essai|cohort|methods?|interviews)\b",
    "instrument": r"\b(?:questionnaires?|interviews?|scales?|inventory|instruments?|surveys?|index"
    r"|focus groups?|tests?|assays?|elisa|western blot|pcr|mri|scores?|self-report|checklist|diary|records?"
    r"|charts?|registry|registers?|databases?|vignettes?|chromatography|immunohistochemi\w+|microscopy"
    r"|sequencing|blot(?:ting)?|telephone|mailed|postal|fragebogen|questionnaire|cuestionario)\b",
    "sources": r"\b(?:medline|pubmed|embase|cinahl|psycinfo|cochrane|scopus|web of science|google"
    r" scholar|reference lists|search(?:ed|es)?|electronic databases|hand-?search\w*|eligible studies"
    r"|citations|bibliograph\w+)\b",
    "analysis": r"\b(?:regression|anova|ancova|chi[- ]squared?|t[- ]tests?|mixed[- ](?:effects?"
    r"|models?|model)|model(?:s|l?ing)|statistical(?:ly)? analy\w+|thematic|content analysis|grounded theory"
    r"|multivaria\w+|univaria\w+|bivariate|random[- ]effects|intention[- ]to[- ]treat|equation|bayesian"
    r"|factor analysis|kaplan|cox|descriptive statistics|framework|latent|propensity|quality assessment|risk"
    r" of bias|spss|generali[sz]ed estimating)\b",
    "outcome": r"\b(?:primary|main|secondary|principal|key) (?:\w+ )?(?:outcomes?|end ?points?"
    r"|measures?|variables?)\b|\boutcome (?:measures?|variables?|measurements?)\b|\boutcomes (?:were|was"
    r"|included|are)\b|\bcriteria\b|\bzielgröße\b|\bcritère de jugement\b|\bvariable principal\b",
    "people": r"\b(?:participants|patients|subjects|volunteers|women|men|children|adults|students"
    r"|nurses|physicians|rats|mice|animals|practices|hospitals|clinics|adolescents|residents|practitioners"
    r"|gps|doctors|individuals|cases|samples|patienten|teilnehmer|pacientes|participantes|sujets)\b",
    "dates": r"\b(?:between|from|in|during|since|until|through|to|and|von|entre|de|desde)"
    r" (?:(?:january|february|march|april|may|june|july|august|september|october|november|december)["
    r" ,]*)?(?:\d{1,2},? )?(?:19|20)\d\d\b",
    "aged": r"\baged?\b|\byears (?:old|of age)\b|\bconsecutive\b|\bconvenience\b|\bpurposive\b"
    r"|\brandom sample\b|\bvolunteer(?:s|ed)\b|\bim alter\b|\bâgés?\b|\bde edad\b",
    "arms": r"\b(?:randomly|randomi[sz]ed|allocated|assigned|allocation|divided|control group"
    r"|intervention group|placebo|usual care|groups|arms?|waiting[- ]list|comparison group"
    r"|randomi[sz]ation)\b",
    "dose": r"\b\d+(?:\.\d+)? ?(?:mg|g|µg|μg|mug|ml|mm|µm|kg|iu|nm|hz|mg/kg|g/kg|ng|mmol|%/kg)\b|/kg\b"
    r"|/day\b|\bi\.p\.|\bintraperitoneal\w*|\bonce daily\b|\btwice\b",
    "span": r"\b(?:\d+|one|two|three|four|five|six|eight|ten|twelve|\w+teen)[- ](?:day|week|month|year"
    r"|hour|minute|session)s?\b|\bfollow-?up\b|\bbaseline\b|\bat (?:\d+|one|two|three|six) (?:weeks|months"
    r"|years)\b|\bweekly\b",
    "by means": r"\b(?:using|by means of|through|via|based on|with the use of|according to|consisting"
    r" of|comprising|comprised|consisted|included|mittels|anhand|à l'aide|mediante)\b",
    "will": r"\bwill (?:be|\w+)\b",
    "describes": r"\b(?:describe[sd]?|illustrate[sd]?|discusse[sd]|presented|present) \b",
    # results
    "p value": r"\bp ?(?:[<=>≤≥]|&lt;|value|less|for)|\bp's\b|\bns\b|\bn\.s\b",
    "interval": r"\b(?:95|90|99) ?%? ?(?:ci|confidence|-ci|ki|ic|cr)|\bci\b|\bconfidence intervals?\b"
    r"|\bsd\b|\bsem\b|\biqr\b|±|\+/-|\bs\.d\b",
    "ratio": r"\b(?:odds|risk|hazard|rate|relative|likelihood) (?:ratios?|risks?|reductions?"
    r"|differences?)\b|\b(?:a?or|rr|hr|smd|wmd|d|r|f|t|r2|β|beta|kappa|κ|auc|icc|chi2|χ2|eta2|η2|b|z)"
    r" ?(?:\([\d., ]+\) ?)?[=:<>]",
    "percent": r"\d ?(?:%|percent|per cent|prozent)",
    "n of": r"\b(?:of|among|in) (?:the |these |all )?(?:\d[\d,. ]*|\w+-?\w* ?(?:hundred|thousand)?)"
    r" (?:\w+ ){0,2}?(?:patients|participants|subjects|respondents|studies|articles|women|men|children"
    r"|residents|trials|practices|cases|eligible)\b",
    "respectively": r"\brespectively\b|\bjeweils\b|\brespectivement\b|\brespectivamente\b",
    "significant": r"\bsignifi[ck]an\w*|\bsignificativ\w*|\bstatistically\b",
    "no difference": r"\bno (?:\w+ ){0,3}(?:differen\w+|effects?|evidence|change|association"
    r"|improvement|correlation|relationship|impact|adverse|interaction)\b|\b(?:did|was|were|does) not\b"
    r"|\bdiffer(?:ed|ences?)?\b|\bneither\b|\bunterschied\w*|\bkein\w*\b|\bdifférence\b|\bdiferencias?\b",
    "more than": r"\b(?:higher|lower|greater|less|more|fewer|larger|smaller|better|worse|longer"
    r"|shorter|older|younger|faster) (?:\w+[ -]){0,5}?(?:than|in|among|with|likely|for|compared)\b|\b(?:more"
    r"|less) likely\b",
    "compared": r"\b(?:compared|versus|vs\.?|relative to|in comparison|comparable|similar|whereas"
    r"|than)\b",
    "moved": r"\b(?:<MOVED>)\b",
    "was linked": r"\b(?:was|were) (?:\w+ly |also |not |strongly |independently |inversely |positively"
    r" |negatively |most )*(?:associated|correlated|related|higher|lower|greater|similar|found|observed"
    r"|identified|more|less|seen|noted|predict\w+|reported|reduced|increased|decreased|improved|effective"
    r"|detected|linked|present|better|worse|longer|shorter|able|unable|significant\w*|different|likely"
    r"|comparable|attributed|due|common|high|low|cited|rated|perceived|achieved|obtained|confirmed|evident"
    r"|apparent|sustained|maintained|mediated|unchanged)\b",
    "there was": r"\bthere (?:was|were)\b|\bes (?:fand|zeigte|gab)\b|\bil y avait\b|\bhubo\b|\bse"
    r" (?:observó|encontr\w+)\b",
    "we found": r"\b(?:we|results?|analys[ei]s|data|models?|findings?|comparisons?|tests?|study|review"
    r"|search(?:es)?) (?:also |\w+ly )?(?:found|observed|showed|revealed|identified|yielded|demonstrated"
    r"|indicated|detected|noted|produced|confirmed|retrieved)\b|\b(?:zeigte|fanden|ergab)\w*\b|\bmontr\w+\b"
    r"|\bmostr\w+\b",
    "mean": r"\b(?:mean|median|average|total|overall|range|rates?|proportion|score[sd]?|response rate"
    r"|number of|majority|half|third|mittlere|moyenne?|media)\b",
    "themes": r"\b(?:themes?|categories|respondents|barriers|facilitators|participants (?:\w+"
    r" )?(?:reported|described|felt))\b",
    # conclusions
    "conclude": r"\bconclu(?:de[sd]?|sion|sions|ding)\b|\bin summary\b|\btaken together\b|\bto sum\b"
    r"|\boverall,|\bin sum\b|\bschlussfolger\w+|\bzusammenfassend\b|\bfazit\b|\ben conclusi[oó]n\b|\ben"
    r" résumé\b|\btogether,|\bcollectively\b|\bconcluimos\b",
    "findings suggest": r"\b(?:these|our|the|this|present|current|study|such)(?: \w+){0,4}?"
    r" (?:findings?|results?|data|study|stud(?:y|ies)|evidence|observations?|analys[ei]s|outcomes?|review"
    r"|trial|report|work|model|program(?:me)?|intervention|research|article|paper)(?: \w+){0,4}?"
    r" (?:<SUGGEST>)(?:s|ed)?\b|^(?:findings|results|data) (?:<SUGGEST>)|\bdiese ergebnisse\b|\bunsere"
    r" ergebnisse\b|\bces résultats\b|\bnos résultats\b|\bestos resultados\b|\bnuestros resultados\b",
    "it suggests": r"\b(?:suggest(?:s|ing|ed)?|indicat(?:es|ing)|impl(?:y|ies|ying)|highlight(?:s"
    r"|ing)?|underscor\w+|legen nahe|suggèrent|sugieren)\b",
    "should": r"\b(?:should|must|ought|sollten?|doit|doivent|deben?|debería\w*)\b",
    "may": r"\b(?:may|might|could|would|can|könnten?|kann|können|pourrai\w+|peut|podría\w*|puede\w*)\b",
    "further": r"\b(?:further|future|more|additional|larger|longer|ongoing|continued|subsequent"
    r"|weitere|d'autres|futur\w+) (?:\w+[ -]){0,3}?(?:research|stud(?:y|ies)|trials?|work|investigations?"
    r"|evaluations?|efforts?|analyses|evidence|exploration|examination|attention|development|interventions?"
    r"|studien|études|estudios)\b|\bwarrant\w*\b",
    "promise": r"\b(?:promising|potential(?:ly)?|useful|feasible|effective|beneficial|valuable|viable"
    r"|acceptable|safe|efficacious|successful(?:ly)?|cost-effective|well tolerated|reliable|valid"
    r"|appropriate|helpful|opportunit\w+|wirksam|efficace|eficaz)\b",
    "implications": r"\b(?:implications?|relevance|recommend(?:ed|ations?)?|strateg(?:y|ies)|policy"
    r"|policies|clinicians|practice|policymakers|practitioners|implement\w*|target(?:s|ed|ing)?|insights?"
    r"|awareness|limitations?|generali[sz]\w+|caution|role)\b",
    "appears": r"\b(?:appears?|seems?|likely|possibl[ey]|perhaps|probabl[ey]|scheint|semble|parece)\b",
    "works": r"\b(?:is|are) (?:\w+ly |also |not |more |an? )*(?:associated|effective|feasible|related"
    r"|needed|important|possible|safe|useful|essential|likely|able|required|necessary|warranted|consistent"
    r"|recommended|beneficial|promising|discussed|valuable|better|superior|suitable|viable|reliable|valid"
    r"|higher|lower|common)\b",
    "verb now": r"\b(?:improves?|reduces?|increases?|decreases?|leads?|provides?|predicts?|plays?"
    r"|affects?|influences?|contributes?|enhances?|promotes?|requires?|helps?|offers?|supports?|represents?"
    r"|shows?|occurs?|exists?|remains?|continues?|needs?|allows?|makes?|depends?|causes?|results?|involves?"
    r"|appears|facilitates?|prevents?)\b",
    "first to": r"\bfirst (?:study|to|time|report|evidence|trial|description)\b|\bto our knowledge\b"
    r"|\bnovel\b|\bnew\b",
    "our study": r"\b(?:our|this|these) (?:\w+ )?(?:stud(?:y|ies)|findings?|results?|data|review"
    r"|analysis|trial|program(?:me)?|intervention|approach|model)\b",
    "registered": r"©|\(c\) (?:19|20)\d\d|copyright|all rights reserved|\b(?:isrctn|nct|drks|chictr"
    r"|crd)[ /:]?\d|\bregist(?:ered|ration) (?:\w+ ){0,2}(?:number|no|identifier|with|at)"
    r"|\bpsycinfo\b.{0,30}\(c\)",
}
"""Ways of speaking, by name."""


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return the ways of speaking by name, each as a pattern of lower-case words."""
    return [(name, re.compile(_filled(pattern))) for name, pattern in CUES.items()]


def _filled(pattern: str) -> str:
    for name, words in WORDS.items():
        pattern = pattern.replace(f"<{name}>", words)
    return pattern


TELLING: dict[str, tuple[str, ...]] = {
    "background": ("gap", "earlier work", "been shown", "is a", "common", "recommended"),
    "objective": ("aim noun", "to verb", "aim verb", "we aim", "study does", "hypothesis", "whether"),
    "methods": (
        "we did",
        "design",
        "was done",
        "sources",
        "outcome",
        "analysis",
        "instrument",
        "arms",
        "aged",
    ),
    "results": (
        "we found",
        "no difference",
        "was linked",
        "p value",
        "more than",
        "interval",
        "percent",
        "n of",
    ),
    "conclusions": ("conclude", "findings suggest", "further", "should", "implications", "promise"),
}
"""The ways of speaking that a reader sees the reason in, the clearest first."""

ENGLISH = re.compile(r"\b(?:the|of|and|to|was|were|is|are|we|that|with|for|by|this|from|an|at|which|be)\b")
FOREIGN = re.compile(
    r"\b(?:der|die|das|und|ist|wurden?|wir|mit|von|für|bei|nicht|eine?[rsnm]?|zu|den|dem|le|la|les|des|une?|est|et|du"
    r"|dans|nous|était|ont|que|el|los|las|del|un|una|en|con|por|se|es|fue|y)\b"
)
GLOSSES: dict[str, str] = {
    "aim noun": "the aim of this study was to evaluate",
    "to verb": "to evaluate",
    "study does": "in this study we",
    "hypothesis": "we hypothesized that",
    "common": "is a common",
    "gap": "little is known about",
    "earlier work": "previous studies have",
    "contrast": "however",
    "we did": "we conducted a study of patients",
    "was done": "were randomly assigned",
    "design": "a randomized controlled trial",
    "instrument": "a questionnaire was used",
    "aged": "patients aged",
    "no difference": "there was no significant difference between the groups",
    "there was": "there was",
    "we found": "the results showed that",
    "significant": "significantly",
    "respectively": "respectively",
    "conclude": "in conclusion",
    "findings suggest": "these findings suggest that",
    "it suggests": "suggest that",
    "should": "should be",
    "may": "may be",
    "further": "further research is needed",
}
"""What the ways of speaking of another language would be in English, whose words were learned."""
