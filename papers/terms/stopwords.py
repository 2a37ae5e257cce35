"""Words that say nothing about what a paper is about."""

ENGLISH = """
a about above after again against ago all almost alone along already also although always am among amongst an and
another any anybody anyone anything anywhere are as at away back be became because become becomes becoming been before
beforehand behind being below beside besides between both but by can cannot could did do does doing done down due
during each either else elsewhere enough etc even ever every everyone everything everywhere except few for former from
further had has have having he her here hers herself him himself his how i if in indeed instead into is it its itself
last latter least less many may maybe me might mine more most mostly much must my myself neither never nevertheless
next no nobody none nor not nothing now nowhere of off often on once one only onto or other others otherwise our ours
ourselves out over own per perhaps please rather same several shall she should since so some somebody someone something
sometimes somewhere still such than that the their theirs them themselves then there therefore these they this those
though through throughout thus till to together too toward towards two under unless until up upon us very was we well
were what whatever when whenever where whereas wherever whether which while who whoever whole whom whose why will with
within without would yes yet you your yours yourself yourselves
"""
CONTRACTIONS = (
    "ain aren couldn didn doesn don hadn hasn haven isn let ll mightn mustn needn shan shouldn ve wasn weren won wouldn"
)
BOILERPLATE = """
able ability abstract accept accepted according achieve achieved achieves achieving across actually add added addition
additional additionally address addressed addresses addressing aim aimed aims aim allow allowed allowing allows
alongside analyse analysed analyses analysis analyze analyzed analyzing apply applied applies applying approach
approaches appropriate area areas arise around article aspect aspects assess assessed assessing author authors
available based basis behave best better beyond bring build building builds built capable capture captures capturing
carry case cases cause certain challenge challenges challenging clear clearly collect collected combination
combine combined combines combining common commonly compare compared comparing comparison complete completely
comprehensive comprising concept conduct conducted conducting consider considered considering consist consistent
consistently consists contain containing contains contribute contribution contributions crucial current currently
date demonstrate demonstrated demonstrates demonstrating depend depending derive derived describe described describes
design designed designing despite detail detailed details determine develop developed developing develops
difference differences different difficult directly discuss discussed discusses distinct diverse
easily easy effect effective effectively effectiveness effects efficient efficiently effort efforts employ employed
employing employs enable enabled enables enabling end enhance enhanced enhances enhancing ensure ensures ensuring
entire especially essential establish establishes evaluate evaluated evaluates evaluating evaluation evaluations
evidence examine examined examining example examples existing experiment experimental experiments explain explore
explored explores exploring extend extended extends extensive extensively extent facilitate fail failed fails far
field fields final finally find finding findings finds focus focused focuses focusing following follows formulate
foundation framework frameworks full fully fundamental furthermore future gap gaps general generally generate
generated generates give given gives giving goal goals good great greater greatly github handle hard help helps
hence high higher highest highlight highlighting highlights highly however https http idea ideas identical identified
identifies identify identifying impact implement implemented implementation important importantly improve improved
improvement improvements improves improving include included includes including incorporate incorporates
incorporating increase increased increases increasing increasingly indicate indicates indicating individual
insight insights inspired instance instances instead integrate integrated integrates integrating introduce introduced
introduces introducing investigate investigated investigates investigating investigation involve involves involving
issue issues just keep key kind kinds know known lack large larger largely largest lead leading leads leave led
level levels leverage leveraged leverages leveraging like likely limit limitation limitations limited little long
low lower main mainly maintain maintaining maintains major make makes making manner mean means meanwhile measure
measured measures method methods model modeling models moreover motivated multiple named namely nature
nearly necessary need needed needs new newly notable notably note novel number numerous observe observed obtain
obtained obtaining obtains occur offer offers offering open order original outcome outcomes outperform outperformed
outperforming outperforms overall overcome overview paper papers particular particularly past perform performance
performed performing performs perspective phenomenon play plays point points poor popular pose poses possible
potential potentially practical practice precisely prepare presence present presented presenting presents prevent
previous previously primarily primary principle prior problem problems procedure process processes produce produced
produces producing promising proper properly properties property propose proposed proposes proposing prove proven
provide provided provides providing publicly purpose quite range rapid rapidly rate rates rather
reach real recent recently reduce reduced reduces reducing regarding related relation relative relatively
release released relevant rely relies relying remain remaining remains remarkable report reported reports represent
represents require required requirement requirements requires requiring research researchers respect respective
respectively result resulting results reveal revealed revealing reveals review rich rigorous role run science seek
seen serve serves set sets setting settings setup shed short show showcase showed showing shown shows significance
significant significantly similar similarly simple simply simultaneously single situation size small solution
solutions solve solving sota source specific specifically stage stages standard start state step steps straightforward
strategies strategy strong stronger struggle study studied studies studying substantial substantially success
successful successfully suffer suffers suggest suggesting suggests suitable superior support supporting supports
surpass surpasses surpassing systematic systematically tackle tackles tackling task tasks technique techniques tend
term terms tested testing thereby thing thorough thus time today total toward type types typical
typically ultimately underlying understand understanding understood unique unlike use used useful user users uses
using usually utilise utilize utilized utilizes utilizing valuable value values variety various vary varying vast
verify version view way ways wide widely widespread work works world worse yet yield yielding yields
et al eg ie etc cf vs via de la und der die des le les el en year years based aware driven level wise oriented
specifically arxiv www com org doi license cc copyright reserved one two three four five six first
second third
accelerate accelerating adapt adapting advance advanced advances advancing augmenting capabilities capability early
fast faster follow followed free interpreting learn learned learns lesson train trained trains technical
art match matched matches matching operate operates operating promote promotes promoting exhibit exhibits exhibited
scenario scenarios critical complex construct constructed constructs constructing preserve preserving preserves guided
form forms choice choices paradigm paradigms average benefit benefits gain gains comparable direction directions
importance empirical empirically community advancement advancements smaller generating development base modern zero
baseline baselines component components traditional reliable explicit unified construct scale grained
multi pre fine self cross non semi co re sub post inter intra anti bi tri uni shot off eg ie e.g i.e
"""
"""What abstracts say whatever they are about, here as single words; “language model” keeps its second word."""

NOUNS = """
model models task tasks evaluation framework analysis process code study test time problem problems research
understanding effect effects value values property properties science state strategy search method methods set sets
setting settings evidence work user users step steps design performance point points
"""
PAIRS = """
high quality, large scale, real world, end to, wide range, state art, in depth, well known, high level, low level,
so called, re evaluation, non trivial, long standing, cutting edge, first step, up to, data set, data sets,
publicly available, case study, case studies, new state, such as, project page, percentage point, ground truth
"""
BEFORE_HYPHENS = """
few in zero one out
"""

STOPWORDS = frozenset(ENGLISH.split()) | frozenset(CONTRACTIONS.split())
"""Words that stand in no term."""
ALONE = STOPWORDS | frozenset(BOILERPLATE.split())
"""Words that are no term by themselves."""
JOINED = frozenset(BEFORE_HYPHENS.split())
"""Stop words that begin a term with a hyphen: “few-shot”, “in-context”."""
HEADS = frozenset(NOUNS.split())
"""Words of `ALONE` that name something once a word before them says of what: “language model”, “search problem”."""
EMPTY_PAIRS = frozenset(" ".join(pair.split()) for pair in PAIRS.split(","))
"""Pairs that say little although their words would pass."""
