"""Names of states, capitals and regions in English: what every reader of the news knows is a place.

Used only to guess the kind of a name that the authority file does not hold; it is no gazetteer, and makes no entity.
Facts of common knowledge, as of the 1990s to now, former states and older spellings included; exact case.
"""

from __future__ import annotations

STATES = frozenset(
    "Abkhazia, Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, "
    "Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia, Bosnia and "
    "Herzegovina, Bosnia-Herzegovina, Botswana, Brazil, Britain, Brunei, Bulgaria, Burkina Faso, Burma, Burundi, "
    "Byelorussia, Cambodia, Cameroon, Canada, Chad, Chechnya, Chile, China, Colombia, Comoros, Congo, Costa Rica, "
    "Crimea, Croatia, Cuba, Cyprus, Czech Republic, Czechia, Czechoslovakia, DPRK, Dagestan, Denmark, Djibouti, "
    "Ecuador, Egypt, England, Eritrea, Estonia, Ethiopia, FRG, FRY, Fiji, Finland, France, GDR, Gabon, Gambia, "
    "Georgia, Germany, Ghana, Great Britain, Greece, Guatemala, Guinea, Guyana, Haiti, Herzegovina, Honduras, "
    "Hungary, Iceland, India, Indonesia, Ingushetia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, "
    "Jordan, Karabakh, Kazakhstan, Kenya, Kosovo, Krajina, Kurdistan, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, "
    "Lesotho, Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Macedonia, Madagascar, Malawi, Malaysia, "
    "Maldives, Mali, Malta, Mauritania, Mauritius, Mexico, Moldova, Monaco, Mongolia, Montenegro, Morocco, "
    "Mozambique, Myanmar, Nagorno-Karabakh, Namibia, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria, "
    "North Korea, North Macedonia, Norway, Oman, Ossetia, PRC, Pakistan, Palestine, Panama, Paraguay, Peru, "
    "Philippines, Poland, Portugal, Qatar, ROK, Romania, Russia, Rwanda, Saudi Arabia, Scotland, Senegal, Serbia, "
    "Siberia, Sierra Leone, Singapore, Slovakia, Slovenia, Somalia, South Africa, South Korea, South Ossetia, South "
    "Sudan, Spain, Sri Lanka, Srpska, Sudan, Suriname, Swaziland, Sweden, Switzerland, Syria, Taiwan, Tajikistan, "
    "Tanzania, Tatarstan, Thailand, Tibet, Togo, Transnistria, Tunisia, Turkey, Turkmenistan, Türkiye, U.K., U.S., "
    "U.S.A., U.S.S.R., UAE, UK, USA, USSR, Uganda, Ukraine, United Arab Emirates, United Kingdom, United States, "
    "Uruguay, Uzbekistan, Venezuela, Vietnam, Wales, Xinjiang, Yemen, Yugoslavia, Zambia, Zimbabwe".split(", ")
)

CITIES = frozenset(
    "Abu Dhabi, Addis Ababa, Algiers, Almaty, Amman, Amsterdam, Andijan, Ankara, Ashgabat, Ashkhabad, Astana, Athens, "
    "Baghdad, Baku, Bangkok, Batumi, Beijing, Beirut, Belgrade, Berlin, Bern, Bishkek, Bonn, Bratislava, Brussels, "
    "Bucharest, Budapest, Cairo, Caracas, Chisinau, Copenhagen, Damascus, Delhi, Dhaka, Doha, Donetsk, Dubai, Dublin, "
    "Dushanbe, Frankfurt, Geneva, Grozny, Hanoi, Havana, Helsinki, Hong Kong, Istanbul, Jakarta, Jerusalem, Kabul, "
    "Kandahar, Karachi, Kharkiv, Khartoum, Kiev, Kishinev, Kyiv, Lahore, Lisbon, Ljubljana, London, Los Angeles, "
    "Lviv, Madrid, Manama, Manila, Mariupol, Minsk, Moscow, Mosul, Munich, Muscat, Nairobi, New Delhi, New York, "
    "Nicosia, Odesa, Odessa, Osh, Oslo, Ottawa, Paris, Podgorica, Prague, Pristina, Pyongyang, Rabat, Riga, Riyadh, "
    "Rome, Samarkand, Sarajevo, Seoul, Sevastopol, Shanghai, Skopje, Sofia, St. Petersburg, Stockholm, Strasbourg, "
    "Sukhumi, Tallinn, Tashkent, Tbilisi, Teheran, Tehran, Tel Aviv, The Hague, Tirana, Tiraspol, Tokyo, Tripoli, "
    "Tskhinvali, Tunis, Ulaanbaatar, Urumqi, Vienna, Vilnius, Vladivostok, Warsaw, Washington, Yerevan, Zagreb, "
    "Zurich".split(", ")
)

REGIONS = frozenset(
    "Africa, Antarctica, Arctic, Asia, Balkans, Black Sea, Caspian Sea, Caucasus, Central Asia, Central Europe, "
    "Donbas, East Asia, Eastern Europe, Eurasia, Europe, Far East, Fergana Valley, Latin America, Middle East, Near "
    "East, North Africa, North America, North Caucasus, Persian Gulf, Silk Road, South America, South Asia, South "
    "Caucasus, Southeast Asia, Transcaucasus, West, West Bank, Western Europe".split(", ")
)

PLACES = STATES | CITIES | REGIONS
