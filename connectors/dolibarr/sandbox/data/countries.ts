/** `id code ISO3 numeric eec name`: the countries a European shop meets, under the ids Dolibarr gives them. */
const COUNTRIES = `
1 FR FRA 250 1 France
2 BE BEL 056 1 Belgium
3 IT ITA 380 1 Italy
4 ES ESP 724 1 Spain
5 DE DEU 276 1 Germany
6 CH CHE 756 0 Switzerland
7 GB GBR 826 0 United Kingdom
8 IE IRL 372 1 Ireland
9 CN CHN 156 0 China
10 TN TUN 788 0 Tunisia
11 US USA 840 0 United States
12 MA MAR 504 0 Morocco
13 DZ DZA 012 0 Algeria
14 CA CAN 124 0 Canada
15 TG TGO 768 0 Togo
16 GA GAB 266 0 Gabon
17 NL NLD 528 1 Netherlands
18 HU HUN 348 1 Hungary
20 SE SWE 752 1 Sweden
21 CI CIV 384 0 Côte d'Ivoire
22 SN SEN 686 0 Senegal
24 CM CMR 120 0 Cameroon
25 PT PRT 620 1 Portugal
27 MC MCO 492 1 Monaco
28 AU AUS 036 0 Australia
29 SG SGP 702 0 Singapore
34 AD AND 020 0 Andorra
41 AT AUT 040 1 Austria
56 BR BRA 076 0 Brazil
59 BG BGR 100 1 Bulgaria
76 HR HRV 191 1 Croatia
78 CY CYP 196 1 Cyprus
79 CZ CZE 203 1 Czech Republic
80 DK DNK 208 1 Denmark
89 EE EST 233 1 Estonia
94 FI FIN 246 1 Finland
95 GF GUF 254 0 French Guiana
96 PF PYF 258 0 French Polynesia
102 GR GRC 300 1 Greece
116 IS ISL 352 0 Iceland
117 IN IND 356 0 India
123 JP JPN 392 0 Japan
134 LV LVA 428 1 Latvia
139 LT LTU 440 1 Lithuania
140 LU LUX 442 1 Luxembourg
148 MT MLT 470 1 Malta
154 MX MEX 484 0 Mexico
173 NO NOR 578 0 Norway
184 PL POL 616 1 Poland
188 RO ROU 642 1 Romania
201 SK SVK 703 1 Slovakia
202 SI SVN 705 1 Slovenia
221 TR TUR 792 0 Turkey
227 AE ARE 784 0 United Arab Emirates
`;

export function countryRows() {
  return COUNTRIES.trim()
    .split("\n")
    .map((line) => {
      const [id = "", code = "", code_iso = "", numeric_code = "", eec = "", ...name] = line.split(" ");
      return {
        id: Number(id),
        entity: null,
        code,
        label: name.join(" "),
        active: "1",
        code_iso,
        eec,
        favorite: "0",
        numeric_code,
      };
    });
}
