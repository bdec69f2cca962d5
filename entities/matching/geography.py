"""Names of states, capitals and regions in English: what every reader of the news knows is a place.

Used only to guess the kind of a name that the authority file does not hold; it is no gazetteer, and makes no entity.
Facts of common knowledge, as of the 1990s to now, former states and older spellings included; exact case.
"""

from __future__ import annotations

from edm_archive.text.countries import COUNTRY_NAMES

STATES = frozenset(
    "Abkhazia, Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, "
    "Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia, Bosnia and "
    "Herzegovina, Bosnia-Herzegovina, Botswana, Brazil, Britain, Brunei, Bulgaria, Burkina Faso, Burma, Burundi, "
    "Byelorussia, Cambodia, Cameroon, Canada, Chad, Chechnya, Chile, China, Colombia, Comoros, Congo, Costa Rica, "
    "Crimea, Croatia, Cuba, Cyprus, Czech Republic, Czechia, Czechoslovakia, Dagestan, Denmark, Djibouti, DPRK, "
    "Ecuador, Egypt, England, Eritrea, Estonia, Ethiopia, Federal Republic of Germany, Federal Republic of "
    "Yugoslavia, Fiji, Finland, France, FRG, FRY, Gabon, Gambia, GDR, Georgia, Germany, Ghana, Great Britain, "
    "Greece, Guatemala, Guinea, Guyana, Haiti, Herzegovina, Honduras, Hungary, Iceland, India, Indonesia, "
    "Ingushetia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Karabakh, Kazakhstan, "
    "Kenya, Kosovo, Krajina, Kurdistan, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya, "
    "Liechtenstein, Lithuania, Luxembourg, Macedonia, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, "
    "Mauritania, Mauritius, Mexico, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, "
    "Nagorno-Karabakh, Namibia, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North Korea, North "
    "Macedonia, Norway, Oman, Ossetia, Pakistan, Palestine, Panama, Paraguay, People's Republic of China, People’s "
    "Republic of China, Peru, Philippines, Poland, Portugal, PRC, Qatar, Republic of Korea, Republic of Srpska, ROK, "
    "Romania, Russia, Russian Federation, Rwanda, Saudi Arabia, Scotland, Senegal, Serbia, Siberia, Sierra Leone, "
    "Singapore, Slovakia, Slovenia, Somalia, South Africa, South Korea, South Ossetia, South Sudan, Soviet Union, "
    "Spain, Sri Lanka, Srpska, Sudan, Suriname, Swaziland, Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, "
    "Tatarstan, Thailand, Tibet, Togo, Transnistria, Tunisia, Turkey, Turkmenistan, Türkiye, U.K., U.S., U.S.A., "
    "U.S.S.R., UAE, Uganda, UK, Ukraine, United Arab Emirates, United Kingdom, United States, Uruguay, USA, USSR, "
    "Uzbekistan, Venezuela, Vietnam, Wales, Xinjiang, Yemen, Yugoslavia, Zambia, Zimbabwe".split(", ")
)

CITIES = frozenset(
    "Abidjan, Abu Dhabi, Abuja, Accra, Addis Ababa, Aden, Adjara, Aktau, Aktobe, Aleppo, Alexandria, Algiers, "
    "Almaty, Amman, Amsterdam, Andijan, Ankara, Antwerp, Arkhangelsk, Ashgabat, Ashkhabad, Asmara, Astana, "
    "Astrakhan, Asuncion, Athens, Atyrau, Baghdad, Baku, Bamako, Bangkok, Bangui, Barcelona, Basel, Basra, Batken, "
    "Batumi, Beijing, Beirut, Belgrade, Berlin, Bern, Beslan, Bishkek, Bogota, Bombay, Bonn, Boston, Brasilia, "
    "Bratislava, Brazzaville, Brest, Brussels, Bucharest, Budapest, Buenos Aires, Bukhara, Cairo, Calcutta, "
    "Canberra, Cape Town, Caracas, Casablanca, Chernihiv, Chernobyl, Chicago, Chisinau, Chornobyl, Chuy, Colombo, "
    "Conakry, Copenhagen, Dakar, Dallas, Damascus, Davos, Dayton, Delhi, Derbent, Dhaka, Dnipro, Dnipropetrovsk, "
    "Doha, Donetsk, Dresden, Dubai, Dublin, Dubrovnik, Dushanbe, Edinburgh, Florence, Frankfurt, Gagra, Ganja, Gaza, "
    "Gdansk, Geneva, Gori, Grozny, Gyumri, Haifa, Hamburg, Hanoi, Harare, Havana, Helsinki, Herat, Hiroshima, Homs, "
    "Hong Kong, Houston, Hrodna, Islamabad, Istanbul, Izmir, Jakarta, Jalal-Abad, Jalalabad, Jerusalem, "
    "Johannesburg, Kabul, Kaliningrad, Kampala, Kandahar, Kant, Karachi, Karshi, Kashgar, Kathmandu, Kazan, "
    "Khabarovsk, Kharkiv, Khartoum, Kherson, Khujand, Kiev, Kinshasa, Kishinev, Krakow, Krasnodar, Krasnoyarsk, "
    "Kuala Lumpur, Kulyab, Kunduz, Kutaisi, Kyiv, La Paz, Lagos, Lahore, Leipzig, Leningrad, Lima, Lisbon, "
    "Ljubljana, London, Los Angeles, Luanda, Luhansk, Lusaka, Lviv, Lyon, Madrid, Magadan, Makhachkala, Manama, "
    "Manas, Manchester, Manila, Maputo, Mariupol, Marseille, Mazar-e-Sharif, Mecca, Medina, Melbourne, Miami, Milan, "
    "Minsk, Mogadishu, Montreal, Moscow, Mosul, Mumbai, Munich, Murmansk, Muscat, Mykolaiv, N'Djamena, Nagasaki, "
    "Nairobi, Nakhichevan, Nalchik, Namangan, Naples, Nazran, New Delhi, New York, Nicosia, Nizhny Novgorod, "
    "Novosibirsk, Odesa, Odessa, Omsk, Osh, Oslo, Ottawa, Ouagadougou, Panmunjom, Paris, Peking, Perm, Peshawar, "
    "Philadelphia, Phnom Penh, Podgorica, Poti, Poznan, Prague, Pretoria, Pristina, Pyongyang, Quito, Rabat, "
    "Rangoon, Reykjavik, Riga, Riyadh, Rome, Rostov, Rotterdam, Ryazan, Saigon, Salzburg, Samara, Samarkand, San "
    "Francisco, San Jose, San Salvador, Sanaa, Santiago, Sao Paulo, Sarajevo, Saratov, Senaki, Seoul, Sevastopol, "
    "Severodvinsk, Shanghai, Simferopol, Skopje, Smolensk, Sochi, Sofia, Srebrenica, St. Petersburg, Stalingrad, "
    "Stepanakert, Stockholm, Strasbourg, Suez, Sukhumi, Sumgait, Sydney, Tabriz, Taipei, Tallinn, Taraz, Tartu, "
    "Tashkent, Tbilisi, Teheran, Tehran, Tel Aviv, Termez, The Hague, Thessaloniki, Tikrit, Tirana, Tiraspol, Tokyo, "
    "Toronto, Trieste, Tripoli, Tskhinvali, Tunis, Turin, Ufa, Ulaanbaatar, Ulan-Ude, Uralsk, Urumqi, Uzhhorod, "
    "Valletta, Vancouver, Venice, Vienna, Vientiane, Vilnius, Vitebsk, Vladikavkaz, Vladivostok, Volgograd, "
    "Voronezh, Warsaw, Washington, Wroclaw, Yakutsk, Yalta, Yaroslavl, Yekaterinburg, Yerevan, Zagreb, Zaporizhzhia, "
    "Zhanaozen, Zurich".split(", ")
)

REGIONS = frozenset(
    "Adriatic, Adriatic Sea, Aegean, Aegean Sea, Africa, Amu Darya, Andes, Antarctica, Arctic, Asia, Atlantic, "
    "Balkans, Baltic Sea, Barents Sea, Black Sea, Bosphorus, Caspian Sea, Caucasus, Central Asia, Central Europe, "
    "Crimean Peninsula, Danube, Dardanelles, Dnieper, Dniester, Donbas, East Asia, Eastern Europe, Euphrates, "
    "Eurasia, Europe, Far East, Far North, Fergana Valley, Gaza Strip, Golan Heights, Himalayas, Horn of Africa, "
    "Indian Ocean, Indochina, Kamchatka, Kuril Islands, Latin America, Maghreb, Mediterranean, Mediterranean Sea, "
    "Middle East, Near East, North Africa, North America, North Caucasus, Pacific, Pacific Ocean, Pamirs, Pankisi "
    "Gorge, Persian Gulf, Red Sea, Rhine, Sahara, Sakhalin, Sandzak, Scandinavia, Sea of Azov, Sea of Japan, Silk "
    "Road, Sinai, South America, South Asia, South Caucasus, South China Sea, Southeast Asia, Strait of Hormuz, Syr "
    "Darya, Tigris, Transcaucasia, Transcaucasus, Urals, Vojvodina, Volga, West, West Bank, Western Balkans, Western "
    "Europe".split(", ")
)

PLACES = STATES | CITIES | REGIONS | frozenset(COUNTRY_NAMES.values())
