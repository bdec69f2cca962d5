"""Words that the finders know, as data: posts, ranks, bodies, particles. Add here, not in the code.

Everything is lower case and singular. A word stands in one table for each thing it can be.
"""

from __future__ import annotations

#: Titles and ranks before a name; not part of the name. Compared without a full stop.
HONORIFICS = frozenset(
    "academician adm admiral archbishop ayatollah bishop brig brigadier capt captain cmdr col colonel commander "
    "comrade cpt dame dr father fr gen general haji hajji hojjatoleslam hon honorable honourable imam lady lieutenant "
    "lord lt maj major marshal metropolitan miss mr mrs ms mullah mx patriarch pope prince princess prof professor "
    "rear-admiral rev reverend sergeant sgt shaikh sheik sheikh sir vice-admiral".split()
)

#: Ranks that may stand between a post and a name: "Defense Minister General X Y".
RANKS = frozenset(
    "academician adm admiral army ayatollah brig brigadier capt captain col colonel colonel-general dr gen general "
    "lieutenant lieutenant-general lt maj major major-general marshal mr mrs ms prof professor rear rear-admiral "
    "sheikh sir vice vice-admiral".split()
)

#: Small words that belong to a surname.
PARTICLES = frozenset(
    "abu af al ap av ben bin bint da das de dei del della delle den der des di do dos du el ibn la las le les lo los "
    "mac ould san st te ten ter van vom von zu zum zur".split()
)

SUFFIXES = frozenset("esq ii iii iv jr md phd sr".split())

#: Family names that are written before the given name in the press of English language.
FAMILY_FIRST = frozenset(
    "bo cao chen cheng chi deng ding dong fang feng gao gu guo han he hu hua huang jia jiang kim lee li liang lin liu "
    "luo ma mao meng nguyen pak park peng qian qiao qin ri ro roh song su sun tang tian tran wang wei wen wu xi xie "
    "xu yan yang yao ye yu zeng zhang zhao zheng zhou zhu zou".split()
)

#: Nouns by which the name of a body is known.
BODY_NOUNS = frozenset(
    "academy administration agency airlines alliance apparatus armed army assembly association authority bank "
    "battalion bloc board brigade bundestag bureau cabinet center centre chamber church club coalition college "
    "command commission committee commonwealth community company confederation conference congress consortium "
    "convention cooperative corporation corps council court delegation department directorate division duma embassy "
    "enterprise enterprises faction federation fleet force forces forum foundation front fund government group guard "
    "headquarters holding holdings house industries initiative inspectorate institute institution league legislature "
    "ltd majlis mejlis militia ministry mission motors movement nations navy network newspaper observatory office "
    "operator organisation organization pact parliament partnership party police politburo presidium press rada "
    "railways regiment secretariat senate service services society staff syndicate team technologies treasury "
    "tribunal troops union university".split()
)

#: Bodies that are named in small letters: "the head of the presidential administration".
BODY_NOUNS_SMALL = frozenset(
    "academy administration agency alliance army assembly association bank bloc board border brigade bureau cabinet "
    "center central centre chamber coalition commission committee company corporation council court delegation "
    "department directorate district division embassy faction federation fleet forces fund government group guard "
    "institute institution legislature militia ministry mission movement navy newspaper office operator opposition "
    "organisation organization parliament party police regiment region school secretariat senate service services "
    "society staff team treasury union university".split()
)

#: The nouns that end a post. Compound ones first where one ends another.
POST_HEADS = (
    "chief of the general staff, chief of general staff, chairman-in-office, chairperson-in-office, chief executive "
    "officer, chief of staff, commander in chief, commander-in-chief, editor in chief, editor-in-chief, speaker, "
    "attorney general, attorney-general, auditor general, charge d'affaires, chargé d'affaires, chief executive, "
    "co-chair, co-chairman, crown prince, director general, director-general, first lady, foreign secretary, "
    "governor-general, inspector general, prime minister, prosecutor general, prosecutor-general, secretary general, "
    "secretary-general, solicitor general, supreme leader, under secretary, under-secretary, vice premier, vice "
    "president, vice-chairman, vice-premier, vice-president, adviser, advisor, aide, akim, ambassador, analyst, "
    "assistant, attorney, ayatollah, candidate, ceo, chair, chairman, chairperson, chairwoman, chancellor, chief, "
    "commandant, commander, commissioner, consul, coordinator, correspondent, counsellor, counselor, delegate, "
    "deputy, diplomat, director, editor, emir, emperor, envoy, expert, founder, governor, head, inspector, "
    "journalist, judge, justice, king, lawmaker, lawyer, leader, legislator, manager, mayor, mediator, member, "
    "minister, monarch, negotiator, officer, official, ombudsman, parliamentarian, plenipotentiary, premier, "
    "president, prince, principal, prosecutor, queen, rapporteur, rector, representative, scholar, secretary, "
    "senator, spokesman, spokesperson, spokeswoman, superintendent, treasurer, undersecretary, veteran, warlord"
).split(", ")

#: Words before the head that belong to the post.
POST_QUALIFIERS = frozenset(
    "acting agricultural agriculture assistant associate chief communications culture customs defence defense deputy "
    "designate economic economics economy education emergencies emergency energy environment environmental ex "
    "executive federal finance financial first foreign former founding general health high honorary industry "
    "information intelligence interim interior internal international joint junior justice labor labour lead leading "
    "legal managing military national natural oil outgoing parliamentary permanent personal plenipotentiary police "
    "political presidential presiding press prime principal private public regional resident second security senior "
    "social special state supreme third tourism trade transport transportation vice".split()
)

#: Qualifiers of time: said of the holder, kept with the post.
TENURE = frozenset("acting designate elect ex former incoming incumbent interim late onetime outgoing then".split())

#: Words between an article and a post that belong to neither: "the newly elected President".
FRESH = frozenset("appointed current elected new newly newly-appointed newly-elected present".split())

#: What a minister is "of" or "for"; it belongs to the post and names no organisation.
PORTFOLIOS = frozenset(
    "affairs agriculture aviation budget communications construction cooperation culture customs defence defense "
    "development economics economy education emergencies emergency energy environment finance fisheries food foreign "
    "forestry health home housing immigration industry information integration interior internal investment justice "
    "labor labour mines nuclear planning privatisation privatization reintegration religion resources revenue "
    "science security sport sports state tax tourism trade transport transportation veterans war water women "
    "youth".split()
)

#: Small words that open a sentence with a capital and begin no name.
OPENERS = frozenset(
    "a about according after against all already also although among an and another any as at back because before "
    "behind both but by can clearly despite do does during each earlier either even every few finally first following "
    "for four from furthermore given had has have he hence her here his how however if in indeed initially instead is "
    "it its last later like many meanwhile moreover most much nevertheless no none nonetheless nor not nothing now of "
    "on once one only or other others our out over perhaps rather recent second several she should similarly since so "
    "some still such than that the their then there therefore these they this those though three through throughout "
    "thus to today tomorrow tonight two under unless unlike until up upon was we were what when where whereas whether "
    "which while who whose why will with within without yesterday yet you".split()
)

CALENDAR = frozenset(
    "april august december february friday january july june march may monday november october saturday september "
    "sunday thursday tuesday wednesday".split()
)

#: Prefixes that a head may carry: "ex-president", "then-Prime Minister".
POST_PREFIXES = frozenset("acting co deputy ex sub then vice".split())

#: Heads that are said of states and bodies as well as of persons; a statement with one is less sure.
WEAK_HEADS = frozenset("candidate chair deputy expert founder leader mediator member official veteran".split())

#: Words of posts that are part of no personal name.
POST_WORDS = frozenset(
    {head for head in POST_HEADS if " " not in head} - {"judge", "justice", "king", "prince", "shah", "sheikh"}
) | frozenset("acting defence defense deputy finance foreign interior prime secretary-general vice".split())

#: Nouns that make a capitalised phrase a place or a thing rather than a person.
GEOGRAPHIC_NOUNS = frozenset(
    "africa airport america arabia asia avenue balkans basin bay boulevard bridge canal canyon cape caucasus channel "
    "city coast continent county delta desert district east emirates europe federation field gorge gulf harbor "
    "highway hill hills hotel island islands isthmus kingdom korea lake mountain mountains north oblast ocean okrug "
    "palace pass peninsula pipeline plain plateau port province range region republic reservoir river road sea south "
    "square state states steppe strait straits street summit terminal territory treaty union valley village villages "
    "west zealand zone".split()
)

#: Adjectives and names of peoples that the usual endings do not show.
DEMONYMS = frozenset(
    "abkhaz afghan african allied american arab arabic armenian asian atlantic azeri baltic bashkir british bulgar "
    "caspian catalan central chechen christian communist cossack croat cuban czech danish democratic dutch eastern "
    "eurasian european finnish french german greek gulf hebrew ingush iraqi islamic islamist israeli jewish kazakh "
    "kazakhstani kenyan korean kurd kurdish kuwaiti kyrgyz latin lebanese libyan mexican moldovan muslim nato-led "
    "nordic northern orthodox ossetian ottoman pakistani palestinian pashtun pole qatari republican roman russian "
    "saudi serb shia shiite slavic slovak slovene southern soviet sunni swede swiss tajik tamil tatar texan thai "
    "tibetan turk turkic turkmen uighur ukrainian uyghur uzbek venezuelan welsh western yemeni".split()
)

#: Last words of the names of newspapers, agencies and stations.
PERIODICAL_NOUNS = frozenset(
    "chronicle courier daily gazeta gazette herald izvestiya journal monitor news post press radio review shimbun "
    "telegraf telegraph television times today tribune tv vedomosti vesti weekly zeitung".split()
)

EVENT_NOUNS = frozenset(
    "ceremony championship conflict crisis cup dialog dialogue election elections exercise exercises festival games "
    "olympics operation referendum revolution summit talks uprising war".split()
)

WORK_NOUNS = frozenset(
    "accord accords act agreement agreements bill charter code concept constitution convention declaration decree "
    "doctrine document law memorandum plan program programme protocol protocols resolution statute strategy "
    "treaty".split()
)

#: Small nouns that make one name with the town before them: "Zenda radio", "the Zenda agreement".
BROADCASTERS = frozenset("radio television tv".split())
AGREEMENTS = frozenset("accord accords agreement agreements protocol".split())

#: Prepositions after which a single name is likelier a place than not.
PLACE_PREPOSITIONS = frozenset("across around in inside into near outside throughout toward towards via within".split())

SPEECH_VERBS = frozenset(
    "added admitted announced argued argues asked asks asserted believes called calls claimed claims commented "
    "complained concluded confirmed declared denied described emphasized explained hinted insisted maintained met "
    "noted observed observes predicted promised proposed recalled refused remarked replied reported resigned "
    "responded said says stated stressed suggested tells told underlined urged visited vowed warned warns writes "
    "wrote".split()
)
