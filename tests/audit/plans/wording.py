"""Ways to say what plans say: ten or so for each matter; names in braces are facts or words of the county."""

PERIOD = (
    "规划基准年为{base}年，规划期为{all}，其中近期{near}，远期{far}。",
    "本规划以{base}年为基准年，规划期限{all}，近期为{near}，远期为{far}。",
    "规划期限为{all}。近期：{near}；远期：{far}。基准年为{base}年。",
    "规划范围为{county}行政辖区，规划期{all}，基期年{base}年，近期{near}，远期{far}。",
    "以{base}年为现状基准年，规划年限为{all}，分近期（{near}）和远期（{far}）两个阶段实施。",
    "规划期自{first}年起至{last}年止，基准年{base}年，近期{near}，远期{far}。",
    "规划基期为{base}年；近期{near}，远期{far}。",
    "本次规划基准年{base}年，近期规划{near}，远期规划{far}。",
    "规划年限{all}，近期年限{near}，远期年限{far}，数据基准年为{base}年。",
    "时间范围：基准年{base}年，规划期{all}；近期{near}、远期{far}分步推进。",
)
GROUND = (
    "{county}隶属{prefecture}，国土总面积{area}，辖{towns}乡镇，即{townlist}，共{villages}行政村，总人口{people}。",
    "{county}位于{prefecture}北部，全县土地总面积{area}，下辖{townlist}等{towns}乡镇，有{villages}行政村，户籍人口{people}。",
    "全县国土面积{area}，现有{towns}乡镇、{villages}行政村，分别为{townlist}。全县常住人口{people}。",
    "{county}地处{prefecture}境内，县域总面积{area}。全县设{townlist}共{towns}乡镇，{villages}行政村，人口{people}。",
    "{county}总面积为{area}，人口{people}，行政区划为{towns}乡镇（{townlist}），{villages}行政村。",
    "{county}东西狭长，幅员面积{area}，由{townlist}{towns}乡镇组成，行政村{villages}，总人口约{people}。",
    "县域国土总面积{area}，其中包括{townlist}共{towns}乡镇；行政村共{villages}；年末总人口{people}。",
    "本县土地总面积{area}，人口{people}，行政村{villages}，乡镇{towns}，为{townlist}。",
    "规划区总面积{area}，范围为{county}全域，涉及{townlist}，共{towns}乡镇、{villages}行政村，人口{people}。",
    "{county}由{prefecture}管辖，辖区面积{area}，有乡镇{towns}：{townlist}；行政村{villages}，总人口{people}。",
)
PLACE = (
    "地理位置介于东经{west}～{east}、北纬{south}～{north}之间。",
    "地跨东经{west}—{east}，北纬{south}—{north}。",
    "位于北纬{south}至{north}，东经{west}至{east}。",
    "地理坐标为东经{west}～{east}，北纬{south}～{north}。",
    "县境在东经{west}-{east}、北纬{south}-{north}范围内。",
    "介于北纬{south}～{north}、东经{west}～{east}。",
)
HEIGHTS = (
    "境内最高海拔{height.high}，最低海拔{height.low}，平均海拔{height.mean}。",
    "地势西高东低，最高点海拔{height.high}，最低点海拔{height.low}。",
    "海拔在{height.low}至{height.high}之间，平均海拔{height.mean}。",
    "全县平均海拔{height.mean}，最低处海拔{height.low}，最高处海拔{height.high}。",
    "县域海拔最高{height.high}，最低{height.low}，山地广布。",
)
CLIMATE = (
    "属亚热带季风湿润气候，年均气温{warmth}，年均降水量{rain}。",
    "多年平均气温为{warmth}，多年平均降雨量{rain}，雨热同期。",
    "气候温和，年平均气温{warmth}，年降水量约{rain}。",
    "年平均降水量{rain}，年平均气温{warmth}，无霜期长。",
)
RIVERS = (
    "境内主要河流有{riverlist}，其中{river}为最大河流，县内干流长{river.length}。",
    "河网密布，{river}干流县内河长{river.length}，另有{riverrest}等支流。",
    "{river}是县内第一大河，境内干流河长{river.length}，{riverrest}汇入其中。",
    "主要水系为{river}水系，{river}县境内干流全长{river.length}，支流有{riverrest}。",
)
LAND_OPENING = (
    "根据国土变更调查成果，",
    "土地资源。截至{base}年底，",
    "从土地利用现状看，",
    "{base}年全县土地利用结构中，",
    "依据{base}年度国土变更调查数据，",
)
LAND_ITEM = ("{name}面积{amount}", "{name}{amount}", "{name}面积为{amount}", "{name}{amount}", "{name}面积{amount}")
CONTROLS = (
    "全县划定生态保护红线{redline}，占国土总面积的{redline.share}；永久基本农田{farmland}，占国土总面积的{farmland.share}；城镇开发边界{urban}，占国土总面积的{urban.share}。",
    "生态保护红线面积{redline}，占县域国土面积{redline.share}；永久基本农田保护面积{farmland}，占县域国土面积{farmland.share}。",
    "“三条控制线”中，永久基本农田面积{farmland}，占全县国土面积的{farmland.share}；生态保护红线面积{redline}，占全县国土面积的{redline.share}；城镇开发边界面积{urban}，占全县国土面积的{urban.share}。",
    "划定永久基本农田{farmland}（占全县国土面积的{farmland.share}）、生态保护红线{redline}（占全县国土面积的{redline.share}）。",
    "其中生态保护红线面积为{redline}，占土地总面积的比例为{redline.share}；城镇开发边界面积为{urban}，占比{urban.share}。",
    "已划定城镇开发边界{urban}，占县域总面积{urban.share}；生态保护红线{redline}，占县域总面积{redline.share}；永久基本农田{farmland}，占县域总面积{farmland.share}。",
    "永久基本农田{farmland}，约占国土面积的{farmland.share}。生态保护红线{redline}，约占国土面积的{redline.share}。",
    "全县生态保护红线面积达{redline}，占全县总面积{redline.share}。",
    "生态保护红线{redline}，占比{redline.share}；永久基本农田{farmland}，占比{farmland.share}；城镇开发边界{urban}，占比{urban.share}，以上占比均以国土总面积计。",
    "城镇开发边界、永久基本农田、生态保护红线面积分别为{urban}、{farmland}、{redline}，分别占国土总面积的{urban.share}、{farmland.share}、{redline.share}。",
)
FOREST = (
    "{base}年全县森林覆盖率{cover.base}。",
    "森林资源丰富，{base}年森林覆盖率为{cover.base}。",
    "截至{base}年，森林覆盖率达到{cover.base}。",
    "全县森林覆盖率为{cover.base}（{base}年）。",
    "{county}{base}年森林覆盖率达{cover.base}，林相较好。",
)
RESERVES = (
    "全县有{reserves.count}自然保护地，总面积{reserves}，分别为{items}。",
    "共建立自然保护地{reserves.count}，包括{items}，面积合计{reserves}。",
    "自然保护地总面积{reserves}，共{reserves.count}，即{items}。",
    "现有自然保护地{reserves.count}，即{items}，总面积为{reserves}。",
    "已建自然保护地{reserves.count}，为{items}，合计面积{reserves}。",
)
EROSION = (
    "全县水土流失面积{erosion}，占国土总面积的{erosion.share}，其中{items}。",
    "水土流失仍较突出，{base}年水土流失面积{erosion}，占国土面积{erosion.share}。按侵蚀强度分，{items}。",
    "据遥感监测，水土流失总面积为{erosion}，其中{items}，水土流失面积占县域国土面积的{erosion.share}。",
    "水土流失面积{erosion}（占国土面积的{erosion.share}），其中{items}。",
    "现有水土流失面积{erosion}，占土地总面积{erosion.share}。其中：{items}。",
    "{county}水土流失总面积{erosion}，占全县国土面积的{erosion.share}，分强度看，{items}。",
)
MINES = (
    "全县有历史遗留矿山{mines}，损毁土地面积{mines.area}。",
    "历史遗留废弃矿山共{mines}，损毁面积{mines.area}，生态修复任务重。",
    "经核查，历史遗留矿山图斑{mines}，矿山损毁土地面积为{mines.area}。",
    "尚有历史遗留矿山{mines}未修复，损毁土地{mines.area}。",
)
NEAR = (
    "到{year}年，全县森林覆盖率达到{cover}以上，水土保持率不低于{conserved}，湿地保护率达到{wetland}。",
    "近期目标。到{year}年，水土保持率提高到{conserved}，森林覆盖率不低于{cover}，湿地保护率达到{wetland}以上。",
    "{year}年目标：森林覆盖率{cover}，水土保持率{conserved}，湿地保护率{wetland}。",
    "至{year}年，湿地保护率不低于{wetland}，森林覆盖率稳定在{cover}以上，水土保持率达到{conserved}。",
    "力争到{year}年底，森林覆盖率达{cover}，湿地保护率达{wetland}，水土保持率达{conserved}。",
    "到{year}年，生态系统质量明显改善，森林覆盖率保持在{cover}以上，水土保持率达到{conserved}以上，湿地保护率达到{wetland}。",
)
DONE = (
    "累计完成{items}。",
    "完成{items}。",
    "全县累计实施{items}。",
    "规划累计完成{items}。",
    "累计实施{items}，生态功能稳步提升。",
)
ZONE = (
    "本区包括{townlist}，面积{area}，占全县国土总面积的{share}。区内最高海拔{high}，最低海拔{low}。",
    "该区总面积{area}，占全县国土面积{share}，涉及{townlist}。海拔最高{high}，最低{low}。",
    "范围包括{townlist}，区域面积{area}，占国土总面积的{share}，最低海拔{low}，最高海拔{high}。",
    "涉及{townlist}，土地面积{area}，占县域总面积的{share}；境内最高点海拔{high}，最低点海拔{low}。",
    "分区面积{area}（占全县国土总面积的{share}），由{townlist}组成。最高海拔{high}，最低海拔{low}。",
    "{townlist}属于本区，分区面积{area}，占全县国土总面积{share}，海拔{low}至{high}。",
)
ZONES = (
    "全县划分为{zones}生态修复分区：{items}。",
    "依据自然地理格局，将全县划分为{items}{zones}分区。",
    "共划定{zones}生态修复分区，分别为{items}。",
    "综合流域和主要问题，划分{items}，共{zones}分区。",
    "国土空间生态修复分区共{zones}，即{items}。",
)
CATEGORIES = (
    "围绕目标任务，部署{categories}重点工程，即{items}，共{projects}项目。",
    "规划实施{items}{categories}重点工程，包括项目{projects}。",
    "共安排重点工程{categories}，分别为{items}；项目共{projects}。",
    "重点工程共{categories}，包括{items}，合计{projects}项目。",
    "针对主要生态问题，实施{items}共{categories}重点工程，项目总数{projects}。",
)
CATEGORY = (
    "本工程安排{count}项目，估算投资{money}。",
    "该项重点工程共{count}项目，投资{money}。",
    "安排项目{count}，项目投资合计{money}。",
    "共实施{count}项目，总投资{money}。",
    "包括项目{count}，投资估算{money}。",
)
CONTENTS = (
    "建设内容：{items}，投资{money}。",
    "主要建设{items}。估算投资{money}。",
    "{items}。项目投资{money}。",
    "实施{items}，投资估算{money}。",
    "建设规模为{items}，总投资{money}。",
    "主要内容为{items}；投资{money}。",
)
MONEY = (
    "规划总投资{money}，其中近期投资{money.near}，远期投资{money.far}。",
    "经测算，规划总投资{money}，近期{money.near}，远期{money.far}。",
    "工程总投资为{money}。其中，近期投资{money.near}，远期投资{money.far}。",
    "总投资{money}，分阶段看，近期投资{money.near}、远期投资{money.far}。",
    "规划项目估算总投资{money}，其中近期投资为{money.near}，远期投资为{money.far}。",
)
SOURCES = (
    "资金来源包括{items}。",
    "总投资{money}中，{items}。",
    "按资金渠道分，{items}。",
    "资金筹措：{items}。",
    "资金由以下渠道筹集：{items}。",
)
SUMMARY = (
    "全县国土总面积{area}，规划总投资{money}，部署重点工程{categories}、项目{projects}。",
    "规划范围{area}，安排重点工程{categories}，共{projects}项目，总投资{money}。",
    "规划面积{area}。通过{categories}重点工程、{projects}项目的实施，系统修复受损生态空间，总投资{money}。",
    "本规划覆盖县域全部国土{area}，共布局{categories}重点工程，{projects}项目，匡算总投资{money}。",
)
ERODED_AGAIN = (
    "目前全县水土流失面积{erosion}，是当前最突出的生态问题。",
    "全县{erosion}水土流失面积主要分布在坡耕地和疏林地。",
    "如前所述，水土流失面积为{erosion}，治理任务仍然较重。",
    "水土流失面积{erosion}，历史遗留矿山{mines}，修复任务艰巨。",
)
FILLERS = (
    "坚持节约优先、保护优先、自然恢复为主的方针，统筹山水林田湖草沙一体化保护和系统治理。",
    "建立健全部门协同机制，明确责任分工，加强督促检查，确保各项任务落到实处。",
    "加强宣传引导，鼓励公众参与，营造全社会共同保护生态环境的良好氛围。",
    "强化科技支撑，推广先进适用技术，提高生态修复的科学化、精细化水平。",
    "完善监测评估体系，定期开展成效评估，根据评估结果及时调整优化修复措施。",
    "部分河段岸坡裸露，生态流量保障不足，水生生物栖息地受到一定影响。",
    "局部地区林分结构单一，病虫害防控压力较大，森林生态系统质量有待提升。",
    "农业面源污染防治基础薄弱，耕地质量提升空间较大。",
    "严格落实国土空间用途管制要求，守住自然生态安全边界。",
    "加强农村生活污水和垃圾治理，持续改善乡村人居环境，留住乡愁记忆。",
    "推进重要生态廊道贯通，恢复破碎化的野生动植物栖息地。",
    "以小流域为单元开展综合治理，减少坡面径流和泥沙入河。",
    "坚持问题导向和目标导向相结合，因地制宜确定修复模式和技术路线。",
    "统筹上下游、左右岸、干支流，协同推进水资源、水环境、水生态治理。",
    "依托自然恢复能力，合理配置保护保育、自然恢复、辅助再生、生态重建等措施。",
    "健全生态保护补偿机制，推动生态产品价值实现，促进群众增收。",
    "开展施工期环境监理，落实水土保持和扬尘控制措施，降低工程建设的不利影响。",
    "工程实施将增强区域水源涵养能力，提升生态系统多样性、稳定性、持续性。",
    "建立工程档案和数据库，实行从立项到验收的全过程管理。",
    "拓宽资金渠道，发挥财政资金引导作用，吸引社会力量参与生态保护修复。",
)
DUTY = (
    "{county}人民政府是本规划实施的责任主体，自然资源主管部门牵头组织实施。",
    "由{county}自然资源局会同林业、水利、农业农村等部门建立联席会议制度。",
    "{county}自然资源局负责规划实施的日常管理，各乡镇人民政府做好配合。",
    "成立由{county}人民政府主要领导任组长的工作专班，统筹推进各项工程。",
    "规划经批准后由{county}人民政府公布实施，任何单位不得擅自修改。",
)
