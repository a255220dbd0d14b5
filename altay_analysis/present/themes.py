"""What a report on a place says of each theme: sentences, filled where their figures are printed.

A sentence is a choice of templates, the fullest first: the first whose figures are all printed
is said. `{key:moved}` words a growth as a rise or a fall, `{key:priced}` one of prices.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["HEADLINES", "LEADS", "SENTENCES", "THEMES", "TILES"]

Pair = tuple[str, str]

THEMES: Mapping[str, Pair] = {
    "economy": ("Economy", "经济"),
    "prices": ("Prices", "价格"),
    "agriculture": ("Agriculture", "农业"),
    "population": ("Population", "人口"),
    "employment": ("Employment", "就业"),
    "budget": ("Budget", "财政"),
    "livelihood": ("Livelihood", "民生"),
    "collective_economy": ("Villages", "村集体经济"),
    "party": ("The Party", "党组织与党员"),
    "volunteers": ("Volunteers", "志愿服务"),
}
"""Areas with a section of their own; those of any other area stand together in the last one."""

HEADLINES: Mapping[str, tuple[str, ...]] = {
    "economy": ("gdp",),
    "prices": ("cpi_change",),
    "agriculture": ("agricultural_output",),
    "population": ("resident_population",),
    "employment": ("new_urban_jobs",),
    "budget": ("gpb_revenue", "gpb_expenditure"),
    "livelihood": ("livelihood_expenditure",),
    "collective_economy": ("village_income_mean",),
    "party": ("party_members",),
    "volunteers": ("registered_volunteers",),
}
"""What a reader asks for first on a theme: said not to be printed where no sentence can be filled."""

SENTENCES: Mapping[str, tuple[tuple[Pair, ...], ...]] = {
    "economy": (
        (
            (
                "GDP is printed as {gdp}, {gdp_growth_real:moved} in real terms.",
                "地区生产总值为{gdp}，按不变价格计算{gdp_growth_real:moved}。",
            ),
            (
                "GDP is printed as {gdp}.",
                "地区生产总值为{gdp}。",
            ),
        ),
        (
            (
                "Primary, secondary and tertiary industry make up {primary_share_of_gdp}, {secondary_share_of_gdp} and {tertiary_share_of_gdp} of it, as printed.",
                "三次产业占比原文为：第一产业{primary_share_of_gdp}，第二产业{secondary_share_of_gdp}，第三产业{tertiary_share_of_gdp}。",
            ),
            (
                "Primary, secondary and tertiary industry make up {primary_share}, {secondary_share} and {tertiary_share} of it: worked out from the amounts, as no shares are printed.",
                "原文未载占比，按金额推算：第一产业占{primary_share}，第二产业占{secondary_share}，第三产业占{tertiary_share}。",
            ),
        ),
        (
            (
                "In real terms, the value added of primary industry is {primary_value_added_growth_real:moved}, of secondary industry {secondary_value_added_growth_real:moved}, of tertiary industry {tertiary_value_added_growth_real:moved}.",
                "按不变价格计算，第一产业增加值{primary_value_added_growth_real:moved}，第二产业{secondary_value_added_growth_real:moved}，第三产业{tertiary_value_added_growth_real:moved}。",
            ),
        ),
        (
            (
                "GDP per head is {gdp_per_head}, {gdp_per_head_growth_real:moved} in real terms; the mean population that it rests on is not printed.",
                "人均地区生产总值{gdp_per_head}，按不变价格计算{gdp_per_head_growth_real:moved}；计算所用的年平均人口原文未载。",
            ),
        ),
    ),
    "prices": (
        (
            (
                "Consumer prices {cpi_change:priced} on the year before.",
                "居民消费价格比上年{cpi_change:priced}。",
            ),
        ),
        (
            (
                "Retail prices {retail_price_change:priced}, and prices of agricultural means of production {farm_input_price_change:priced}.",
                "商品零售价格{retail_price_change:priced}，农业生产资料价格{farm_input_price_change:priced}。",
            ),
        ),
    ),
    "agriculture": (
        (
            (
                "The gross output of agriculture, forestry, husbandry and fishery is {agricultural_output}, {agricultural_output_growth_real:moved} in real terms.",
                "农林牧渔业总产值{agricultural_output}，按不变价格计算{agricultural_output_growth_real:moved}。",
            ),
        ),
        (
            (
                "Of this, {farming_output} is from farming and {husbandry_output} from animal husbandry.",
                "其中农业产值{farming_output}，牧业产值{husbandry_output}。",
            ),
        ),
        (
            (
                "The sown area is {sown_area}, {sown_area_growth:moved}; {grain_area} of it is under grain.",
                "农作物总播种面积{sown_area}，{sown_area_growth:moved}；其中粮食{grain_area}。",
            ),
        ),
    ),
    "population": (
        (
            (
                "The resident population at the end of the year is {resident_population}, of whom {urbanisation_rate} live in towns.",
                "年末常住人口{resident_population}，城镇化率{urbanisation_rate}。",
            ),
            (
                "The population at the end of the year is {total_population}, {total_population_growth:moved}: {total_population_male} men and {total_population_female} women.",
                "年末总人口{total_population}，{total_population_growth:moved}；其中男性{total_population_male}，女性{total_population_female}。",
            ),
        ),
        (
            (
                "The registered population is {registered_population}: {registered_population_urban} urban and {registered_population_rural} rural.",
                "户籍人口{registered_population}，其中城镇{registered_population_urban}，乡村{registered_population_rural}。",
            ),
        ),
        (
            (
                "Of those registered, {registered_age_0_17_share} are under eighteen and {registered_age_60_share} sixty or older.",
                "户籍人口中，{age:0—17岁}占{registered_age_0_17_share}，{age:60岁及以上}占{registered_age_60_share}。",
            ),
        ),
        (
            (
                "The birth rate is printed as {birth_rate}, the death rate as {death_rate}.",
                "原文所载出生率为{birth_rate}，死亡率为{death_rate}。",
            ),
        ),
    ),
    "employment": (
        (
            (
                "New urban jobs: {new_urban_jobs}, {new_urban_jobs_growth:moved}.",
                "城镇新增就业{new_urban_jobs}，{new_urban_jobs_growth:moved}。",
            ),
            (
                "New urban jobs: {new_urban_jobs}.",
                "城镇新增就业{new_urban_jobs}。",
            ),
        ),
        (
            (
                "The registered urban unemployment rate is {registered_unemployment_rate}.",
                "城镇登记失业率{registered_unemployment_rate}。",
            ),
        ),
    ),
    "budget": (
        (
            (
                "General public budget revenue is {gpb_revenue}, {gpb_revenue_growth:moved} at current prices.",
                "一般公共预算收入{gpb_revenue}，名义{gpb_revenue_growth:moved}。",
            ),
            (
                "General public budget revenue is {gpb_revenue}.",
                "一般公共预算收入{gpb_revenue}。",
            ),
        ),
        (
            (
                "Of this, {tax_revenue} is taxes and {non_tax_revenue} other revenue.",
                "其中税收收入{tax_revenue}，非税收入{non_tax_revenue}。",
            ),
        ),
        (
            (
                "Expenditure is {gpb_expenditure}, {gpb_expenditure_growth:moved} at current prices.",
                "一般公共预算支出{gpb_expenditure}，名义{gpb_expenditure_growth:moved}。",
            ),
        ),
        (
            (
                "Revenue comes to {revenue_cover:short} of expenditure, as a ratio; where the rest comes from, the figures printed do not say.",
                "一般公共预算收入与支出之比为{revenue_cover:short}；差额来自何处，所载数字未作说明。",
            ),
        ),
        (
            (
                "Local fiscal revenue is {local_fiscal_revenue}, {local_fiscal_revenue_growth:moved} at current prices.",
                "地方财政收入{local_fiscal_revenue}，名义{local_fiscal_revenue_growth:moved}。",
            ),
            (
                "Local fiscal revenue is {local_fiscal_revenue}.",
                "地方财政收入{local_fiscal_revenue}。",
            ),
        ),
    ),
    "livelihood": (
        (
            (
                "Livelihood expenditure is {livelihood_expenditure}, printed as {livelihood_expenditure_share} of budget expenditure; sources do not count the same items as livelihood.",
                "民生支出{livelihood_expenditure}，原文称占预算支出的{livelihood_expenditure_share}；民生支出所含科目各来源口径不一。",
            ),
        ),
        (
            (
                "Disposable income per head is {urban_income_per_head} in towns, {urban_income_per_head_growth:moved}, and {rural_income_per_head} in the country, {rural_income_per_head_growth:moved}, both at current prices; the first is {income_ratio:short} the second.",
                "人均可支配收入：城镇{urban_income_per_head}，{urban_income_per_head_growth:moved}；农村牧区{rural_income_per_head}，{rural_income_per_head_growth:moved}；增幅均为名义增幅。城镇为农村牧区的{income_ratio:short}。",
            ),
        ),
    ),
    "collective_economy": (
        (
            (
                "The mean collective income of a village is printed as {village_income_mean}, its operating income as {village_operating_income_mean}.",
                "村均集体经济收入{village_income_mean}，其中经营性收入{village_operating_income_mean}。",
            ),
            (
                "The mean collective income of a village is printed as {village_income_mean}.",
                "村均集体经济收入{village_income_mean}。",
            ),
        ),
        (
            (
                "Assets per village are {village_assets_mean}, debts {village_debts_mean}.",
                "村均资产{village_assets_mean}，村均负债{village_debts_mean}。",
            ),
        ),
        (
            (
                "Each village is said to have a collective income of {village_income_floor}.",
                "原文称各村集体经济收入{village_income_floor}。",
            ),
        ),
        (
            (
                "{villages_over_100:bare} villages are said to have an income over a million yuan.",
                "原文称有{villages_over_100:bare}个村集体经济收入超过百万元。",
            ),
        ),
        (
            (
                "For the period, {villages_over_100_forecast:bare} villages are expected to pass a million yuan: a forecast, not a result.",
                "预计有{villages_over_100_forecast}集体经济收入超过百万元：这是预计数，不是结果。",
            ),
        ),
    ),
    "party": (
        (
            (
                "Party members number {party_members}, {party_members_change} more than the year before.",
                "党员{party_members}，比上年净增{party_members_change}。",
            ),
        ),
        (
            (
                "They are in {party_organisations:bare} primary organisations: {party_committees:bare} committees, {party_general_branches:bare} general branches, {party_branches:bare} branches.",
                "基层党组织{party_organisations}，其中基层党委{party_committees}，总支部{party_general_branches}，支部{party_branches}。",
            ),
        ),
        (
            (
                "Of the members {party_members_women_share} are women and {party_members_minority_share} belong to minorities; {party_recruits} were recruited in the year.",
                "党员中女性占{party_members_women_share}，少数民族占{party_members_minority_share}；当年发展党员{party_recruits}。",
            ),
        ),
    ),
    "volunteers": (
        (
            (
                "Registered volunteers number {registered_volunteers}, printed as {registered_volunteers_share} of the resident population.",
                "实名注册志愿者{registered_volunteers}，原文称占常住人口的{registered_volunteers_share}。",
            ),
            (
                "Registered volunteers number {registered_volunteers}, {registered_volunteers_change} more than the year before.",
                "实名注册志愿者{registered_volunteers}，比上年增加{registered_volunteers_change}。",
            ),
            (
                "Registered volunteers number {registered_volunteers}.",
                "实名注册志愿者{registered_volunteers}。",
            ),
        ),
        (
            (
                "There are {volunteer_teams:bare} teams or organisations and {volunteer_projects:bare} projects.",
                "志愿服务队伍（组织）{volunteer_teams}，志愿服务项目{volunteer_projects}。",
            ),
        ),
        (
            (
                "Of {community_facilities:bare} community facilities, {facilities_with_volunteer_stations:bare} have a volunteer station, printed as {station_coverage}.",
                "社区综合服务设施{community_facilities}中，设有志愿服务站点的{facilities_with_volunteer_stations}，原文覆盖率{station_coverage}。",
            ),
        ),
    ),
}

LEADS = (
    "economy",
    "budget",
    "livelihood",
    "collective_economy",
    "party",
    "volunteers",
    "population",
)
"""Themes whose first sentence can open a report, in this order."""

TILES = (
    ("gdp", "gdp_growth_real", "in real terms", "按不变价格计算"),
    ("gdp_per_head", "gdp_per_head_growth_real", "in real terms", "按不变价格计算"),
    ("resident_population", "", "", ""),
    ("total_population", "total_population_growth", "", ""),
    ("registered_population", "", "", ""),
    ("gpb_revenue", "gpb_revenue_growth", "at current prices", "名义"),
    ("gpb_expenditure", "gpb_expenditure_growth", "at current prices", "名义"),
    ("livelihood_expenditure_share", "", "", ""),
    ("cpi_change", "", "", ""),
    ("new_urban_jobs", "new_urban_jobs_growth", "", ""),
    ("village_income_mean", "", "", ""),
    ("village_income_floor", "", "", ""),
    ("administrative_villages", "", "", ""),
    ("villages_over_100", "", "", ""),
    ("villages_over_100_forecast", "", "", ""),
    ("party_members", "party_members_growth", "", ""),
    ("party_organisations", "", "", ""),
    ("registered_volunteers", "", "", ""),
    ("volunteer_teams", "", "", ""),
)
"""Key figures, the first six that are printed: indicator, its growth, and at which prices."""
