"""Names and job titles of people who do not exist."""

from __future__ import annotations

from careers.teams.demo import DOMAIN

GIVEN_NAMES = """
Aaliyah Adaeze Agnieszka Aiko Ajay Alejandra Amina Anders Anjali Arjun Astrid Ayodele Beatriz
Bilal Brigitte Camila Carlos Chidi Chloé Daniela Dariusz Deepa Dimitri Ebba Efua Elena Emeka
Emine Esra Fatima Femi Fiona Gabriel Giulia Grace Hana Haruto Helga Hiroshi Ibrahim Ifeoma Imran
Ines Ingrid Isabel Jamal Jana Javier Jelena Joana Kamau Karim Katarzyna Kenji Khadija Kwame Lars
Layla Leila Liam Linh Lucía Magnus Maja Malik Marta Matteo Mei Miguel Mina Mwangi Nadia Naledi
Ngozi Niamh Noor Olga Omar Oskar Petra Priya Rafael Rania Ravi Ritu Rosa Sabine Samir Sanne
Sipho Sofía Sunita Tariq Thandi Thu Vikram Wei Wanjiru Xiomara Yara Yusuf Zainab Zofia
"""

FAMILY_NAMES = """
Abara Achterberg Adeyemi Afolabi Ahmadi Almeida Andersson Aoki Asante Bajwa Bakker Banerjee
Barros Becker Bergström Bianchi Boateng Bondarenko Botha Brandt Byrne Carvalho Castillo Chanda
Chen Costa Dahl Demir Deshmukh Diallo Dlamini Doyle Dubois Eriksen Esposito Farouk Fernández
Fischer Fofana Fontaine Fujita Gallagher García Georgiou Ghosh Gómez Gunnarsson Haddad Hansen
Hashimoto Hoang Horvat Hussain Ibarra Ito Iyer Jansen Jovanović Kamara Kapoor Kariuki Kaya
Keller Khumalo Kim Kovač Kowalska Kruger Kumar Laurent Lewandowska Lindholm Lombardi Mahlangu
Marković Mbeki McAllister Mehta Mendoza Moreau Mukherjee Müller Murakami Mutua Nakamura Ndlovu
Nguyen Novak Nwosu Oduya Okonkwo Olsen Onyango Ortega Ozturk Papadopoulos Park Patel Pereira
Petrova Pham Quispe Rahman Ramírez Reyes Rossi Salazar Santos Sato Schneider Sharma Silva Singh
Sithole Takahashi Tamm Tanaka Torres Tran Vargas Vasquez Visser Wójcik Yamamoto Yılmaz Zhang
Zulu
"""

GIVEN = tuple(GIVEN_NAMES.split())
FAMILY = tuple(FAMILY_NAMES.split())
COMBINATIONS = len(GIVEN) * len(FAMILY)
STRIDE = 8_191
"""A prime that divides neither list's length: every combination comes once before any repeats."""

PLAIN = str.maketrans("áćčéíıóöü", "acceiioou")

TITLES = {
    1: (
        "Project administrator",
        "Project co-ordinator",
        "Project support officer",
        "PMO administrator",
    ),
    2: ("PMO analyst", "Programme office analyst", "Project planner", "Project controller"),
    3: ("PMO manager", "Programme office manager", "Head of programme office", "PMO lead"),
    4: ("Head of PMO", "Enterprise PMO manager", "PMO director"),
}


def name_of(number: int) -> str:
    """Return the name of the person with this number."""
    family, given = divmod(number * STRIDE % COMBINATIONS, len(GIVEN))
    return f"{GIVEN[given]} {FAMILY[family]}"


def address_of(number: int) -> str:
    """Return an e-mail address that no other number has."""
    local = name_of(number).lower().translate(PLAIN).replace(" ", ".")
    repeated = number // COMBINATIONS
    return f"{local}{repeated + 1 if repeated else ''}@{DOMAIN}"


def title_of(number: int, level: int) -> str:
    titles = TITLES[level]
    return titles[number % len(titles)]
