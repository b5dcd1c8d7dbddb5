/** Countries and regions whose public holidays are known, as the package date-holidays names them. */
export type Region = { code: string; name: string };
export type Country = Region & { regions: Region[] };

/** "DE-BE" is Berlin in Germany. */
export function regionName(code: string): string {
  const [country = "", region] = code.split(/-(.*)/s);
  const found = countries.find((c) => c.code === country);
  const part = found?.regions.find((r) => r.code === region);
  return part ? `${part.name}, ${found!.name}` : (found?.name ?? code);
}

/** A line for each country: code and name, then its regions. A test compares it with the package. */
const table = `
AL Albania
DZ Algeria
AS American Samoa
AD Andorra: 07 Andorra la Vella; 03 Encamp
AO Angola
AI Anguilla
AG Antigua & Barbuda: 10 Barbuda
AR Argentina
AM Armenia
AW Aruba
AU Australia: ACT Australian Capital Territory; NSW New South Wales; NT Northern Territory; QLD Queensland; SA South Australia; TAS Tasmania; VIC Victoria; WA Western Australia
AT Austria: 1 Burgenland; 2 Carinthia; 3 Lower Austria; 5 Salzburg; 6 Styria; 7 Tyrol; 4 Upper Austria; 9 Vienna; 8 Vorarlberg
AZ Azerbaijan
BS Bahamas
BH Bahrain
BB Barbados
BY Belarus
BE Belgium: BRU Bruxelles; WAL Communauté française; DE Deutschsprachige Gemeinschaft; VLG Vlaamse Gemeenschap
BZ Belize
BJ Benin
BM Bermuda
BO Bolivia: B Beni; H Chuquisaca; C Cochabamba; L La Paz; O Oruro; N Pando; P Potosí; S Santa Cruz; T Tarija
BA Bosnia and Herzegovina: BRC Brčko District; BIH Federation of Bosnia and Herzegovina; SRP Republika Srpska
BW Botswana
BR Brazil: AC Acre; AL Alagoas; AP Amapá; AM Amazonas; BA Bahia; CE Ceará; DF Distrito Federal; ES Espírito Santo; GO Goiás; MA Maranhão; MT Mato Grosso; MS Mato Grosso do Sul; MG Minas Gerais; PR Paraná; PB Paraíba; PA Pará; PE Pernambuco; PI Piauí; RN Rio Grande do Norte; RS Rio Grande do Sul; RJ Rio de Janeiro; RO Rondônia; RR Roraima; SC Santa Catarina; SE Sergipe; SP São Paulo; TO Tocantins
VG British Virgin Islands
BN Brunei
BG Bulgaria
BF Burkina Faso
BI Burundi
CM Cameroon
CA Canada: AB Alberta; BC British Columbia; MB Manitoba; NB New Brunswick; NL Newfoundland and Labrador; NT Northwest Territories; NS Nova Scotia; NU Nunavut; ON Ontario; PE Prince Edward Island; QC Quebec; SK Saskatchewan; YT Yukon
IC Canary Islands: EH El Hierro; FU Fuerteventura; GC Gran Canaria; LG La Gomera; LP La Palma; LA Lanzarote; TE Tenerife
CV Cape Verde: S Sotavento Islands
BQ Caribbean Netherlands: BO Bonaire; SA Saba; SE Sint Eustatius
KY Cayman Islands
CF Central African Republic
TD Chad
CL Chile: AP Arica y Parinacota; BI Biobío; TA Tarapacá; NU Ñuble
CN China
CX Christmas Island
CC Cocos (Keeling) Islands
CO Colombia
KM Comoros
CK Cook Islands: Aitutaki Aitutaki; Atiu Atiu; Mangaia Mangaia; Manihiki Manihiki; Mitiaro Mitiaro; Palmerston Palmerston; Penrhyn Penrhyn; Pukapuka Pukapuka; Rakahanga Rakahanga; Rarotonga Rarotonga
CR Costa Rica
HR Croatia: 19 Dubrovnik-Neretva; 17 Split-Dalmatia
CU Cuba
CW Curaçao
CY Cyprus
CZ Czech Republic
CD Democratic Republic of the Congo
DK Denmark
DJ Djibouti
DM Dominica
DO Dominican Republic
EC Ecuador: P Pichincha
EG Egypt
SV El Salvador: SS San Salvador
ER Eritrea
EE Estonia
ET Ethiopia
FO Faroe Islands
FJ Fiji
FI Finland
FR France: 67 Département Bas-Rhin; 68 Département Haut-Rhin; 57 Département Moselle; GP Département et région d'outre-mer Guadeloupe; GF Département et région d'outre-mer Guyane; RE Département et région d'outre-mer La Réunion; MQ Département et région d'outre-mer Martinique; YT Département et région d'outre-mer Mayotte; BL Département et région d'outre-mer Saint Barthélemy; MF Département et région d'outre-mer Saint Martin
GF French Guiana
PF French Polynesia
GA Gabon
GE Georgia
DE Germany: BW Baden-Württemberg; BY Bayern; BE Berlin; BB Brandenburg; HB Hansestadt Bremen; HH Hansestadt Hamburg; HE Hessen; MV Mecklenburg-Vorpommern; NI Niedersachsen; NW Nordrhein-Westfalen; RP Rheinland-Pfalz; SL Saarland; SN Sachsen; ST Sachsen-Anhalt; SH Schleswig-Holstein; TH Thüringen
GH Ghana
GI Gibraltar
GR Greece
GL Greenland
GD Grenada
GP Guadeloupe
GU Guam
GT Guatemala: 1 Guatemala
GG Guernsey
GN Guinea
GW Guinea-Bissau
GY Guyana
HT Haiti
HN Honduras
HK Hong Kong
HU Hungary
IS Iceland
IN India: AN Andaman and Nicobar Islands; AP Andhra Pradesh; AR Arunachal Pradesh; AS Assam; BR Bihar; CH Chandigarh; CT Chhattisgarh; DN Dadra and Nagar Haveli; DD Daman and Diu; DL Delhi; GA Goa; GJ Gujarat; HR Haryana; HP Himachal Pradesh; JK Jammu and Kashmir; KA Karnataka; KL Kerala; LD Lakshadweep; MP Madhya Pradesh; MH Maharashtra; MN Manipur; ML Meghalaya; MZ Mizoram; NL Nagaland; OR Odisha; PY Puducherry; PB Punjab; RJ Rajasthan; SK Sikkim; TN Tamil Nadu; TG Telangana; TR Tripura; UP Uttar Pradesh; UT Uttarakhand; WB West Bengal
ID Indonesia
IR Iran
IE Ireland
IM Isle of Man
IL Israel
IT Italia: 62 Lazio; 25 Lombardy; 21 Piedmont; 82 Sicily; 32 Südtirol; 52 Tuscany
JM Jamaica
JP Japan
JE Jersey
KZ Kazakhstan
KE Kenya
MA Kingdom of Morocco
XK Kosovo
LV Latvia
LS Lesotho
LR Liberia
LY Libya
LI Liechtenstein
LT Lithuania
LU Luxembourg
MK Macedonia
MG Madagascar
MW Malawi
MY Malaysia: 01 Johor; 02 Kedah; 03 Kelantan; 14 Kuala Lumpur; 15 Labuan; 04 Malacca; 05 Negeri Sembilan; 06 Pahang; 07 Penang; 08 Perak; 09 Perlis; 16 Putrajaya; 12 Sabah; 13 Sarawak; 10 Selangor; 11 Terengganu
MT Malta
MQ Martinique
MR Mauritania
MU Mauritius
YT Mayotte
MX Mexico
MD Moldova: CA Cahul; CU Chișinău
MC Monaco
ME Montenegro
MS Montserrat
MZ Mozambique
NA Namibia
NL Netherlands: GR Groningen; NH North Holland; ZH South Holland
NC New Caledonia
NZ New Zealand: AUK Auckland Province; BOP Bay of Plenty; CAN Canterbury; CIT Chatham Islands; GIS Gisborne; HKB Hawke's Bay; MWT Manawatu-Wanganui; MBH Marlborough; NSN Nelson; NTL Northland; OTA Otago Province; STL Southland; TKI Taranaki; TAS Tasman; WKO Waikato; WGN Wellington Province; WTC Westland
NI Nicaragua
NG Nigeria
NF Norfolk Island
NO Norway
PK Pakistan: JK Azad Kashmir; BA Balochistan; GB Gilgit-Baltistan; IS Islamabad; KP Khyber Pakhtunkhwa; PB Punjab; SD Sindh
PA Panama
PY Paraguay
BD People's Republic of Bangladesh
PE Peru: CUS Cuzco
PH Philippines
PL Poland
PT Portugal
PR Puerto Rico
CI Republic of Côte d'Ivoire
GQ Republic of Equatorial Guinea
ML Republic of Mali
CG Republic of the Congo
NE Republic of the Niger
RO Romania
RU Russia: AL Altai Republic; BEL Belgorod Oblast; BRY Bryansk Oblast; CE Chechen Republic; CU Chuvash Republic; IRK Irkutsk Oblast; KB Kabardino-Balkar Republic; KC Karachay-Cherkess Republic; KDA Krasnodar Krai; OMS Omsk Oblast; PNZ Penza Oblast; AD Republic of Adygea; BA Republic of Bashkortostan; BU Republic of Buryatia; CR Republic of Crimea; DA Republic of Dagestan; IN Republic of Ingushetia; KL Republic of Kalmykia; KR Republic of Karelia; KO Republic of Komi; MR Republic of Mordovia; NO Republic of North Ossetia-Alania; TA Republic of Tatarstan; TY Republic of Tuva; SA Sakha (Yakutia) Republic; SAR Saratov Oblast; SEV Sevastopol; STA Stavropol Krai; ZAB Zabaykalsky Krai
RW Rwanda
RE Réunion
SM San Marino
SA Saudi Arabia
SN Senegal
RS Serbia
SC Seychelles
SL Sierra Leone
SG Singapore
SX Sint Maarten
SK Slovakia
SI Slovenia
SO Somalia: AW Awdal; SA Sanaag; SO Sool; TO Togdheer; WO Woqooyi Galbeed
ZA South Africa
KR South Korea
SS South Sudan
ES Spain: AN Andalucía; AR Aragón; AS Asturias; IB Balearic Islands; PV Basque Country; CN Canary Islands; CB Cantabria; CL Castile and León; CM Castile-La Mancha; CT Catalonia; CE Ciudad de Ceuta; ML Ciudad de Melilla; MD Comunidad de Madrid; EX Extremadura; GA Galicia; RI La Rioja; MC Murcia Region; NC Navarra Chartered Community; VC Valencian Community
LK Sri Lanka
BL St. Barths
SH St. Helena: AC Ascension Island; HL Saint Helena; TA Tristan da Cunha
KN St. Kitts & Nevis
LC St. Lucia
MF St. Martin
PM St. Pierre & Miquelon
VC St. Vincent & Grenadines
SD Sudan
SR Suriname
SJ Svalbard & Jan Mayen
SZ Swaziland
SE Sweden
CH Switzerland: AG Canton of Aargau; AI Canton of Appenzell Inner-Rhodes; AR Canton of Appenzell Outer Rhodes; BS Canton of Basel-City; BL Canton of Basel-Country; BE Canton of Bern; FR Canton of Fribourg; GE Canton of Geneva; GL Canton of Glarus; GR Canton of Grisons; JU Canton of Jura; LU Canton of Lucerne; NE Canton of Neuchâtel; NW Canton of Nidwalden; OW Canton of Obwalden; SH Canton of Schaffhausen; SZ Canton of Schwyz; SO Canton of Solothurn; SG Canton of St. Gallen; TG Canton of Thurgau; TI Canton of Ticino; UR Canton of Uri; VS Canton of Valais; VD Canton of Vaud; ZG Canton of Zug; ZH Canton of Zürich
ST São Tomé & Príncipe
TW Taiwan
TZ Tanzania
TH Thailand
GM The Gambia
TG Togolese Republic
TO Tonga
TT Trinidad & Tobago
TN Tunisia
TR Turkey
TC Turks & Caicos Islands
VI U.S. Virgin Islands
UG Uganda
UA Ukraine
AE United Arab Emirates
GB United Kingdom: ALD Alderney; ENG England; NIR Northern Ireland; SCT Scotland; WLS Wales
US United States of America: AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut; DE Delaware; DC District of Columbia; FL Florida; GA Georgia; HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; KY Kentucky; LA Louisiana; ME Maine; MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi; MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico; NY New York; NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania; RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VT Vermont; VA Virginia; WA Washington; WV West Virginia; WI Wisconsin; WY Wyoming
UY Uruguay
UZ Uzbekistan
VU Vanuatu
VA Vatican City
VE Venezuela: B Anzoátegui; G Carabobo; K Lara; M Miranda; N Monagas; S Táchira; V Zulia
VN Vietnam
WF Wallis and Futuna
EH Western Sahara
ZM Zambia
ZW Zimbabwe
AX Åland Islands
`;

export const countries: Country[] = table.trim().split("\n").map(readLine);

function readLine(line: string): Country {
  const [country = "", regions] = line.split(/: (.*)/s);
  return { ...readRegion(country), regions: regions ? regions.split("; ").map(readRegion) : [] };
}

function readRegion(text: string): Region {
  const space = text.indexOf(" ");
  return { code: text.slice(0, space), name: text.slice(space + 1) };
}
