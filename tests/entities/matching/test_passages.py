"""Sentences of press analysis with every name marked by what it is, read without any authority file.

``{p:Pavel Orlov}`` is a person, ``o`` an organization, ``l`` a place, ``w`` a work. What is not marked is no name; all
of it must come out so, with the boundaries of the marks.
"""

# ruff: noqa: E501 - a passage stays on one line

from __future__ import annotations

import re

import pytest

from entities.matching import find_names

_MARK = re.compile(r"\{([polw]):([^}]+)\}")
_KINDS = {"p": "person", "o": "organization", "l": "place", "w": "work"}
PASSAGES = (
    "The {w:Treaty on Conventional Armed Forces in Europe} ({w:CFE}) was signed in {l:Paris}; the {w:Istanbul agreements} came later.",
    "{p:Zhirinovskiy}, who had left {l:Moscow}, drove from {l:Mozdok} to {l:Beslan}, and his aides fled to {l:Tartus}.",
    "Foreign Minister {p:Borys Tarasyuk} told the {o:Verkhovna Rada} on Tuesday that {l:Ukraine} would not leave the {o:Commonwealth of Independent States} ({o:CIS}).",
    "The {o:Ministry of Foreign Affairs of Georgia} denied it. Deputy Minister {p:Merab Antadze} said that Georgian troops had never crossed the {l:Enguri River}.",
    "Troops of the {o:North Caucasus Military District} moved from {l:Mozdok} to {l:Vladikavkaz}, the capital of {l:North Ossetia}.",
    "The Kazakh president, {p:Nursultan Nazarbayev}, flew to {l:Astana} from {l:Almaty} after the talks with {p:Hu Jintao}.",
    "In {l:Tashkent}, {p:Islam Karimov} received U.S. Secretary of State {p:Condoleezza Rice}; the Uzbek side spoke of the {o:Shanghai Cooperation Organization} ({o:SCO}).",
    "The {o:SCO} has its secretariat in {l:Beijing}. Its anti-terrorist center works in {l:Tashkent}.",
    "{p:Aleksei Miller}, the head of {o:Gazprom}, called {p:Yulia Tymoshenko} twice; {p:Tymoshenko} did not answer.",
    "{p:Zhirinovskiy}, whose {o:Liberal Democratic Party of Russia} ({o:LDPR}) holds 64 seats, threatened to leave.",
    "However, the Polish government refused. Neither the {o:European Commission} nor {p:Jose Manuel Barroso} commented.",
    "{p:Ramzan Kadyrov}, son of the late {p:Akhmad Kadyrov}, was named prime minister. {p:Alu Alkhanov} stayed president.",
    "{p:Abdullah Ocalan} was tried on the island of {l:Imrali}. The {o:Kurdistan Workers' Party} ({o:PKK}) called a truce.",
    "{p:Saparmurat Niyazov} renamed the month of January; {l:Turkmenistan} obeyed, and {l:Ashgabat} was rebuilt.",
    "The {o:Organization for Security and Cooperation in Europe} ({o:OSCE}) sent observers to {l:Nagorno-Karabakh} and to {l:Tskhinvali}.",
    "{p:Robert Kocharian} and {p:Ilham Aliyev} met in {l:Rambouillet}, near {l:Paris}, where President {p:Jacques Chirac} was their host.",
    "On Monday the {o:State Duma} passed the bill; the {o:Federation Council} will vote next week, Speaker {p:Sergei Mironov} said.",
    "A spokesman for {o:Lukoil} said that the {l:Caspian Sea} field would open in 2008. {o:Rosneft} owns a third of it.",
    "Nationalists in {l:Belgrade} burned flags. {p:Vojislav Kostunica} of the {o:Democratic Party of Serbia} looked on.",
    "The {o:Constitutional Court} ruled against {p:Askar Akayev}, and {l:Bishkek} celebrated.",
    "{p:Mikheil Saakashvili}'s {o:National Movement} won in {l:Ajaria}, where {p:Aslan Abashidze} had ruled for a decade.",
    "{p:Saakashvili}’s aides deny it. So does {p:Nino Burjanadze}.",
    "Russian peacekeepers left {l:Kodori Gorge}; the {o:United Nations} mission there, {o:UNOMIG}, counted them.",
    "The {l:Strait of Kerch} divides {l:Crimea} from the {l:Taman Peninsula}; the island of {l:Tuzla} lies between.",
    "{p:Leonid Kuchma} and {p:Vladimir Putin} signed the {w:Treaty on the Sea of Azov} in December 2003.",
    "Dr. {p:Anna Weiss} of the {o:Free University of Berlin} and Prof. {p:Olivier Roy} disagree.",
    "{p:Umar al-Bashir} flew to {l:Khartoum}. {p:Abd al-Aziz al-Hakim}, leader of the {o:Supreme Council for the Islamic Revolution in Iraq}, stayed.",
    "MOSCOW SAYS NO. The {o:Defense Ministry} denied that {p:Sergei Ivanov} had written to {p:Donald Rumsfeld}.",
    "The {o:Baku-Tbilisi-Ceyhan Pipeline Company} is led by {o:BP}; the {l:Sangachal} terminal stands south of {l:Baku}.",
)


@pytest.mark.parametrize("marked", PASSAGES)
def test_the_names_of_a_passage(marked: str) -> None:
    text = _MARK.sub(r"\2", marked)
    expected = [(found[2], _KINDS[found[1]]) for found in _MARK.finditer(marked)]
    assert [(match.quote, match.kind) for match in find_names(text)] == expected
