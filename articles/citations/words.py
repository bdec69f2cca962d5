"""The closed word lists of the citation grammar: what outlets, people, places and events are called in English prose.

These are words of form ("radio", "gazeta", "summit"), not an authority of outlets: which outlet a name is, is for the
vocabulary that the caller passes in. All entries are casefolded.
"""

from __future__ import annotations

from edm_archive.text.normalize import fold

#: The last word (or pair of words) of a name that can only be an outlet, so that the name cites without a date.
OUTLET_ENDINGS = frozenset(
    """radio tv television telekanal teleradio broadcasting newscast gazeta gazety gazette gazete gazetesi
    gazetasi gazeti qazeti pravda izvestia izvestiya izvestiia vesti novosti zvezda vedomosti zeitung
    zeitschrift shimbun shinbun ribao sinmun ilbo pao times post herald tribune telegraph guardian newspaper
    online daily weekly news newswire ekho obozreniye obozreniie wochenblatt rundschau tageblatt tageszeitung
    kurier courier matin figaro monde""".split()
)
#: Those of them that are common English words, and so may be half of a title: "Times and Star".
ENGLISH_ENDINGS = frozenset("times post herald tribune telegraph guardian online daily weekly news courier".split())
OUTLET_PAIRS = frozenset(
    {
        "news agency",
        "press agency",
        "information agency",
        "telegraph agency",
        "news service",
        "press service",
        "world service",
        "home service",
        "domestic service",
        "radio network",
        "television network",
        "tv network",
        "news network",
        "broadcasting corporation",
        "news website",
        "press release",
    }
)
OUTLET_BEGINNINGS = frozenset(
    "radio tv channel kanal telekanal agence agencia ekho echo novosti voice gazeta rtr ntv ort".split()
)
#: Lower-case words that may stand inside the English, Russian, Romance or Germanic name of an outlet.
NAME_PARTICLES = frozenset(
    """of and the for in on at to de la le les du des del della di da do dos das der die das den und et el al a an i y
    e o u v na po za iz ot dlya ta ve wa no ne si se van von & radio tv television gazeta""".split()
)
#: Lower-case words that make a phrase prose: no outlet's name holds them.
PROSE = frozenset(
    """is are was were be been being has have had having does did will would shall should can could may might
    must who whom whose which that this these those there their they them its it he she his her him we our us
    you your my not no nor but or if then than because since until till while when where whereas although
    though unless whether from with without within into onto upon over under between among against before after
    during through about above below near per as so such some any all both each every either neither more most
    less least many much few other another same only also just even still yet again already now later earlier
    recently currently formerly now including included includes excluding except especially particularly namely
    e.g i.e ie eg etc viz cf said says say told tells announced declared stated noted claimed called became
    become made took taken gave given went held signed born died elected appointed killed founded established
    created abolished published percent percentage per cent million billion thousand hundred dozen tons seats
    votes members people and/or following previous preceding effective scheduled expected due dated quotes
    cites reports writes notes claims argues describes""".split()
)
#: Endings of English verb forms, by which a lower-case word is taken for prose.
PROSE_ENDINGS = ("ing", "ed")
#: Capitalised phrases that end so are things that happen or are agreed, not sources.
EVENTS = frozenset(
    """summit conference conferences election elections referendum war wars crisis congress meeting meetings
    session plenum treaty agreement agreements accord accords pact protocol round talks visit visits
    anniversary revolution uprising putsch coup parade day days holiday festival games cup olympics exercise
    exercises exercise operation manoeuvres maneuvers attack attacks battle bombing earthquake disaster
    campaign era period constitution birthday ceasefire armistice convention charter communique communiqué
    declaration memorandum vote votes decision plan proposal offer ultimatum massacre killing killings incident
    raid raids strike strikes protest protests rally rallies demonstration demonstrations funeral ceremony trip
    tour hearing hearings trial ruling announcement launch test tests explosion crash riots coalition
    negotiations inauguration census poll polls deadline invasion""".split()
)
#: A name whose last word is one of these is an institution or an office, which speaks but is no outlet by itself.
INSTITUTIONS = frozenset(
    """party bloc movement faction ministry minister government president parliament duma rada committee commission
    council union federation republic army forces province oblast region district city university academy bank
    company corporation""".split()
)
#: The first word of names of things that happen or are agreed.
EVENT_BEGINNINGS = frozenset(
    "operation exercise treaty battle agreement protocol convention hurricane typhoon cyclone".split()
)
#: Exercises that are called by a name of their own.
EXERCISES = frozenset({"peace mission", "sea breeze"})
#: What somebody says or issues: a phrase that ends so names no outlet, and its outlet follows after "in" or "to".
STATEMENTS = frozenset(
    """statement statements speech speeches remark remarks letter interview interviews address edict decree transcript
    op-ed appeal text toast broadcast""".split()
)
#: What a body issues under its own name, cited as a document; and the small words that may stand before it.
ISSUED = frozenset("statement declaration communique communiqué".split())
BEFORE_ISSUED = frozenset("joint final official press ministerial political closing common".split())
#: A word of the name of a body that issues statements; beside it the name needs another word.
ISSUERS = frozenset(
    """summit ministry ministers committee commission council assembly government parliament duma rada union
    federation secretariat department embassy organization organisation alliance office presidency chairmanship
    delegation mission agency administration""".split()
)
#: Words before a surname that make it a person's.
TITLES = frozenset(
    """mr mrs ms dr prof professor president minister premier chairman speaker general gen colonel col major maj
    lieutenant lt admiral adm captain capt senator sen ambassador king prince sheikh ayatollah patriarch pope marshal
    secretary deputy academician governor mayor""".split()
)
#: Words that point into the text at hand: after "see" they name no source.
INTERNAL = frozenset(
    """note notes box boxes table tables figure figures fig map maps chart charts graph graphs appendix annex footnote
    footnotes chapter section sections paragraph article articles above below page pages part""".split()
)
#: The last word of a phrase that says which printing of the outlet is meant.
EDITIONS = frozenset("edition editions issue version supplement section".split())
#: The first words of the Sunday papers that are called so: "Mail on Sunday".
ON_SUNDAY = frozenset("mail independent scotland wales herald ireland".split())
#: Armed and secret services, armed groups and exchanges by their short forms: they act, and print nothing.
FORCES = frozenset(
    """fsb mvd gru svr fso kgb nkvd omon sobr sbu cia fbi nsa idf mossad isi pkk ypg ira eta ltte nyse nasdaq lse
    micex""".split()
)
PARTIES = frozenset({"united russia", "just russia", "yabloko", "ldpr", "kprf", "cpsu", "cdu", "spd", "akp"})
#: The last word of the name of a military unit; the place after it is where it stands.
UNITS = frozenset("division brigade regiment battalion squadron flotilla fleet corps".split())
#: Whole names of rank, and the lower-case last words of an office: "Colonel", "Yabloko leader".
RANKS = frozenset("colonel general major captain lieutenant admiral marshal sergeant".split())
OFFICES = frozenset("leader chairman chairwoman chief deputy head member minister official president spokesman".split())
#: Words that open a span of somebody's or something's time, so that the date after them is not that of an issue.
SPANNING = frozenset("since until till born died".split())
#: What is done to a body, a person or a law: before "on" and a date it says when that was, not when it was printed.
HAPPENING = frozenset(
    """founded established created formed abolished dissolved disbanded launched opened closed adopted ratified signed
    elected appointed dismissed killed arrested built born died inaugurated merged renamed held up""".split()
)
#: What opens the description of a piece, "text of the joint statement": no clause of something that happens.
PIECE_BEGINNINGS = frozenset("text excerpts excerpt extracts transcript full summary".split())
#: What outlets are called before their name: "the daily Herald".
DESCRIPTIONS = frozenset(
    """newspaper newspapers daily weekly monthly magazine journal agency website site portal channel station broadcaster
    newswire tabloid paper publication periodical program programme""".split()
)
#: Names that are followed by a number of their own: "Channel 4, 6 March" is not of the 4th.
NUMBERED = frozenset(
    "channel kanal telekanal tv radio rossiya rossia russia france news studio tele program programme kanali".split()
)
#: Acts of state that are cited by number and date.
ACTS = frozenset("decree law resolution edict order ukaz directive regulation bill".split())
#: What follows an outlet's name to say what kind of piece is meant; taken off the name.
PIECES = frozenset(
    """editorial editorials article articles report reports commentary commentaries commentator dispatch dispatches
    interview interviews account accounts correspondent reporter editor story stories column columnist item piece
    broadcast newscast telecast transcript feature analysis cartoon op-ed series coverage profile summary
    summaries excerpts highlights review essay poll survey""".split()
)
LANGUAGES = frozenset(
    """arabic armenian azerbaijani azeri belarusian belorussian bulgarian chinese croatian czech dari dutch english
    estonian farsi finnish french georgian german greek hebrew hindi hungarian italian japanese kazakh korean kyrgyz
    kirghiz latvian lithuanian macedonian mandarin moldovan mongolian norwegian pashto persian polish portuguese
    romanian russian serbian serbo-croatian slovak slovene slovenian spanish swedish tajik tatar turkish turkmen
    ukrainian urdu uzbek vietnamese""".split()
)
_REGION = """moscow|st petersburg|kyiv|kiev|kharkiv|kharkov|odesa|odessa|lviv|lvov|donetsk|luhansk|crimea|simferopol
sevastopol|yalta|minsk|vilnius|riga|tallinn|chisinau|kishinev|tiraspol|tbilisi|sukhumi|tskhinvali|batumi|yerevan|stepanakert
baku|ganja|nakhichevan|astana|almaty|nur-sultan|aktau|atyrau|shymkent|tashkent|samarkand|bukhara|andijan|andizhan
fergana|namangan|bishkek|osh|jalalabad|dushanbe|khujand|ashgabat|ashkhabad|turkmenbashi|grozny|makhachkala|nazran
vladikavkaz|nalchik|beslan|kazan|ufa|yekaterinburg|novosibirsk|vladivostok|khabarovsk|irkutsk|murmansk|kaliningrad
rostov-on-don|volgograd|sochi|krasnodar|samara|perm|tomsk|omsk|chelyabinsk|sverdlovsk|leningrad
russia|ukraine|belarus|moldova|georgia|armenia|azerbaijan|kazakhstan|uzbekistan|kyrgyzstan|tajikistan|turkmenistan
estonia|latvia|lithuania|chechnya|dagestan|ingushetia|abkhazia|south ossetia|transnistria|nagorno-karabakh|tatarstan"""
_WORLD = """washington|new york|london|paris|berlin|bonn|vienna|brussels|geneva|rome|madrid|warsaw|prague|bratislava
budapest|bucharest|sofia|belgrade|zagreb|sarajevo|skopje|pristina|tirana|ljubljana|podgorica|athens|nicosia|ankara
istanbul|stockholm|oslo|helsinki|copenhagen|the hague|amsterdam|strasbourg|lisbon|dublin|munich|hamburg|davos
beijing|shanghai|hong kong|taipei|tokyo|seoul|pyongyang|ulaanbaatar|ulan bator|hanoi|bangkok|singapore|delhi|new delhi
islamabad|kabul|kandahar|herat|tehran|baghdad|basra|damascus|aleppo|beirut|amman|jerusalem|tel aviv|gaza|ramallah
cairo|riyadh|doha|abu dhabi|dubai|kuwait|sanaa|aden|tripoli|tunis|algiers|rabat|havana|ottawa|canberra|mexico city
united states|united kingdom|france|germany|italy|spain|poland|hungary|romania|bulgaria|serbia|croatia|bosnia|kosovo
turkey|iran|iraq|syria|israel|egypt|jordan|lebanon|saudi arabia|yemen|libya|china|japan|taiwan|vietnam|north korea
south korea|mongolia|india|pakistan|afghanistan|greece|cyprus|finland|sweden|norway|denmark|austria|switzerland
chicago|los angeles|san francisco|boston|philadelphia|houston|atlanta|seattle|detroit|miami|camp david|poltava|narva
netherlands|belgium|portugal|canada|cuba|brazil|slovakia|slovenia|macedonia|albania|montenegro|czech republic"""
#: Places that are named as a dateline beside an outlet, or with a date for an event.
PLACES = frozenset(fold(place) for place in f"{_REGION}|{_WORLD}".replace("\n", "|").split("|"))
#: Given names, by which a comma-separated name is taken for the author of the piece.
GIVEN_NAMES = frozenset(
    """aleksandr aleksander alexander aleksei aleksey alexei alexey anatoly anatoliy andrei andrey andrew
    andriy anna anton arkady arkadiy artur askar bakhtiyar boris bulat carl charles daniel david denis dmitri
    dmitriy dmitry dmytro edward eldar elena erica eugene fyodor gennady gennadiy georgi georgiy georgy gleb
    grigory heydar igor ihor ilham ilya irina islam ivan ivane james jan john joseph karen konstantin
    kostyantyn larisa lech leonid liz lyudmila maksim maria marina mark maxim michael mikhail mikheil murad
    mustafa mykola natalia natalya nikita nikolai nikolay nino nursultan oleg oleh oleksandr oleksiy olga paul
    pavel pavlo peter petr petro pyotr rakhim ramil rasul richard robert roger roman ruslan rustam salah
    saparmurat sergei sergey serhiy stanislav stephen svetlana taras tariq tatyana timur tom vadim valentin
    valentina valeri valeriy valery vasily vasiliy viktor vitali vitaliy vitaly vlad vladimir vladislav
    volodymyr vyacheslav william yaroslav yegor yelena yevgeni yevgeniy yevgeny yulia yuliya yuri yuriy yury
    zbigniew zurab kim deng jiang saddam yasir yasser hafiz husni li zhang qian""".split()
)
#: How folded names begin that hold a slash and are one outlet all the same.
SLASHED = ("rfe rl", "radio free europe radio liberty")
