"""Names of bodies, of the press and of treaties that a reader of the news knows, whatever their letters look like.

Used, like ``geography``, only to guess the kind of a name that the authority file does not hold; exact case. Facts of
common knowledge from the 1990s to now, former bodies and other spellings included.
"""

from __future__ import annotations

BODIES = frozenset(
    "African Union, al-Qaeda, Al-Qaeda, al-Qaida, Al-Qaida, Amnesty International, ANC, APEC, Arab League, ASEAN, "
    "AU, BBC, Benelux, Boeing, BP, BRICS, Bundesbank, Bundesrat, Bundestag, Bundeswehr, CACO, CBR, Chevron, CIA, "
    "CIS, CNPC, Coca-Cola, Comecon, Comintern, Congress, Council of Europe, CPSU, CSCE, CSTO, Daimler, DIA, Duma, "
    "EADS, EAEU, EBRD, ECB, ECHR, ECO, ECOWAS, EFTA, ETA, EU, EurAsEC, EurasEC, Eurasian Union, Euratom, European "
    "Commission, European Community, European Council, European Parliament, European Union, Europol, Exxon, "
    "ExxonMobil, FAO, FARC, Fatah, FBI, Federal Reserve, FSB, FSO, G-20, G-7, G-8, G20, G7, G8, Gazprom, GCC, "
    "Google, Greenpeace, GRU, GUAM, GUUAM, Hamas, Hermitage, Hezbollah, Hizb ut-Tahrir, Hizballah, Honda, Hyundai, "
    "IAEA, IBRD, ICAO, ICC, ICJ, ICRC, IEA, IFC, IFOR, ILO, IMF, IMO, IMU, Interpol, IOC, IOM, IRA, ISAF, ISIL, "
    "ISIS, Islamic State, KazMunaiGas, KFOR, KGB, Knesset, Komsomol, Kuomintang, League of Nations, Lockheed, "
    "Lukoil, Majlis, Mejlis, Mercosur, MFA, MI5, MI6, Microsoft, Mossad, MVD, NASA, NATO, NKVD, NSA, NSC, OAPEC, "
    "OAS, OAU, OECD, OIC, OPEC, OSCE, PACE, Pentagon, PKK, PLA, PLO, Politburo, Rada, Red Army, Red Cross, "
    "Riigikogu, Riksdag, Rosatom, Rosneft, Rosoboronexport, SAARC, Saeima, Samsung, SCO, Scotland Yard, Seimas, "
    "Sejm, SFOR, Shell, Siemens, Sinopec, SOCAR, Sony, Storting, Surgutneftegaz, SVR, Taliban, TNK-BP, Toyota, "
    "TRACECA, Transneft, U.N., UEFA, UN, UNCTAD, UNDP, UNEP, UNESCO, UNFICYP, UNHCR, UNICEF, United Nations, UNMIK, "
    "UNOMIG, UNPROFOR, UNSC, USAID, Vatican, Verkhovna Rada, Volkswagen, Warsaw Pact, Wehrmacht, WEU, WFP, White "
    "House, WHO, World Bank, WTO, Yukos, Zhogorku Kenesh".split(", ")
)

PRESS = frozenset(
    "AFP, AKIpress, Al Jazeera, Al-Ahram, Al-Arabiya, Al-Hayat, Al-Jazeera, ANSA, AP, APA, Aravot, ARD, Argumenty i "
    "Fakty, ARMENPRESS, Armenpress, Asahi Shimbun, Asia-Plus, Associated Press, Avesta, Azg, Basapress, Belapan, "
    "BELTA, BelTA, Berlingske, Bild, Bilik Dunyasi, Bloomberg, Caucasus Press, CBS, CCTV, CNN, Corriere della Sera, "
    "CTK, Dagens Nyheter, Daily Telegraph, Delfi, Delo, Der Spiegel, Deutsche Welle, Die Welt, Die Zeit, DPA, EFE, "
    "Ekho, Ekho Moskvy, El Pais, Fergana.ru, Ferghana.ru, Financial Times, Forbes, Fox News, Frankfurter Allgemeine, "
    "Gazeta Wyborcza, Gazeta.ru, Gundogar, Haaretz, Handelsblatt, Helsingin Sanomat, Hurriyet, Imedi, Interfax, "
    "Interfax-Ukraine, IRNA, ITAR-TASS, Itogi, Izvestia, Izvestija, Izvestiya, JANA, Jiji, Kabar, Kavkazcenter, "
    "Kazakhstanskaya Pravda, Kazinform, KCNA, Khabar, Kommersant, Kommersant Daily, Kommersant-Daily, Komsomolskaya "
    "Pravda, Korrespondent, Krasnaya Zvezda, KUNA, Kyodo, KYODO, L'Express, La Repubblica, La Stampa, Le Figaro, Le "
    "Monde, Lenta.ru, Liberation, Literaturnaya Gazeta, Los Angeles Times, Mainichi Shimbun, Mediamax, Meduza, MENA, "
    "Milliyet, MONTSAME, Moskovskiy Komsomolets, Moskovsky Komsomolets, MTI, Nasha Niva, NBC, New York Times, "
    "Newsweek, Nezavisimaya Gazeta, Nezavisimaya gazeta, Nezavisimoe Voennoe Obozrenie, Nezavisimoye Voyennoye "
    "Obozreniye, NHK, Nihon Keizai Shimbun, Nikkei, Nikkei Weekly, Nodong Sinmun, Novaya Gazeta, Novaya gazeta, "
    "Novoye Vremya, NTV, Obshchaya Gazeta, Ogonek, ORT, Ostankino, PAP, Politika, Politiken, Pravda, Prime-News, "
    "Radio Free Europe, Radio Liberty, Regnum, Reuter, Reuters, RFE/RL, RIA, RIA Novosti, Rodong Sinmun, Rompres, "
    "Rossiiskaya gazeta, Rossiyskaya Gazeta, Rossiyskaya gazeta, RTR, Rustavi-2, Rzeczpospolita, SANA, Segodnya, "
    "SITA, Snark, Sovetskaya Rossiya, Spiegel, Suddeutsche Zeitung, Sueddeutsche Zeitung, Tageszeitung, TANJUG, "
    "Tanjug, TASR, TASS, The Economist, The Guardian, The Times, Times of India, TRT, Trud, Turan, UNIAN, UPI, "
    "Vecher, Vedomosti, Voice of America, Vremya Novostei, Wall Street Journal, Washington Post, XINHUA, Xinhua, "
    "Yomiuri Shimbun, YONHAP, Yonhap, Zavtra, ZDF, Zerkalo, Zerkalo Nedeli".split(", ")
)

WORKS = frozenset(
    "ABM Treaty, Basic Law, Bible, CFE, CFE Treaty, Charter of the United Nations, CTBT, Dayton Accords, Dayton "
    "Agreement, Final Act, GATT, Geneva Conventions, Helsinki Final Act, INF, INF Treaty, Koran, Kyoto Protocol, "
    "Maastricht Treaty, NAFTA, New START, North Atlantic Treaty, NPT, Partnership for Peace, Quran, Rome Statute, "
    "SALT, START, START I, START II, START III, Treaty of Lisbon, Treaty of Rome, Treaty of Versailles, TRIPS, UN "
    "Charter, UNCLOS, Vienna Convention".split(", ")
)

EVENTS = frozenset(
    "Chernobyl disaster, Cold War, Cultural Revolution, Enduring Freedom, Euromaidan, Eurovision, First World War, "
    "Great Patriotic War, Gulf War, Holocaust, Intifada, Maidan, October Revolution, Olympic Games, Olympics, Orange "
    "Revolution, Prague Spring, Rose Revolution, Second World War, Team Spirit, Tulip Revolution, Velvet Revolution, "
    "Vietnam War, World Cup, World War I, World War II, Zapad".split(", ")
)

#: Abbreviations that every newspaper uses and that name nobody.
COMMON_ABBREVIATIONS = frozenset(
    "AA AC AD AIDS AM APC ATM BC CD CEO CFO CV DC DNA DVD FDI FM GDP GMT GNP GPS HIV HQ HR ICBM ICBMS ID IED IP IPO "
    "IQ IT IVF KM LGBT LNG LPG MFN MIG MIRV MP MPS NGO NGOS NMD OK PC PCR PIN PM POW POWS PPP PR QA R&D RPG RV SAM "
    "SARS SLBM SLBMS SMES SMS SUV TMD TNT TV UAV UAVS UFO USB USD UXO VAT VIP VIPS WC WMD WWI WWII".split()
)
