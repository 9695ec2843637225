/*
 * What tells the two languages of the house apart in a short question, without accents and in small letters.
 * Left out on purpose: what both write (no, me, son, once, legal, social), however frequent it is.
 */

const words = (text: string): Set<string> => new Set(text.trim().split(/\s+/));

/** The most frequent words of each language, then those of the questions that are asked here. */
export const FREQUENT = {
  es: words(`el la los las lo un una unos unas de del al y en que es por para con se le les su sus si mas como pero
    este esta esto estos estas ese esa eso esos esas hay ya muy tambien cuando donde quien quienes cual cuales cuanto
    cuanta cuantos cuantas porque sobre entre hasta desde todo toda todos todas nos nosotros nosotras ustedes ellos ellas
    usted yo tu mi mis tus nuestro nuestra nuestros nuestras ser estan estar estamos fue fueron era eran sera seran seria
    serian han ha hemos habra habia haya hacer hace hacen haran hara haciendo hizo puede pueden podemos puedo podria
    podrian podemos debe deben deberia deberian tiene tienen tenemos tengo tener va van vamos cada otra otro otros otras
    contra sin ante bajo segun durante mientras aunque sino ni nada nadie algo alguien alguna alguno algunos algunas
    ningun ninguna aqui ahi alli ahora antes despues siempre nunca menos mucho mucha muchos muchas poco tanto asi aun solo
    hoy ayer manana dar dan da dice dicen decir ver vez veces cosa cosas parte tiempo ano anos dia dias
    gobierno gobiernos pregunta preguntas familia familias derechos humanos desaparecidos desaparecidas personas gente
    pais paises estados unidos frontera guerra drogas armas justicia verdad paz ejercito policia pueblo pueblos comunidad
    comunidades mujeres ninos ninas jovenes hijo hija hermano hermana madre madres victimas ley leyes presupuesto dinero
    trabajo ayuda ayudar apoyo apoyar tierra agua salud carcel presos gracias hola buenas buenos tardes noches saludos
    grabacion traduccion ingles espanol queremos quiero quisiera quieren creen creo cree piensan opina opinan saber sabe
    saben paso pasa pasara pasar sigue siguen sirve evento mesa senado congreso diputados narcotrafico seguridad vida
    muertos muerte acuerdo acuerdos cambio cambia cambiar participar denunciar denuncia audio oye micro escucha`),
  en: words(`the of to and in is are was were be been being it its this that these those there here what who whom whose
    which when where why how will would can could should shall may might must do does did done have has had having for from
    with without by on at as an or if but not so than then they them their we us our ours you your yours he she his her him
    i my mine about into over under between against after before during while because any some all many much more most
    other another each every only just also very too out up down off again still yet even same such own new now never
    always often get got going go goes make made take say says said see let like really anyone someone everyone
    government governments question questions family families rights human disappeared people country countries states
    united border war drug drugs weapons guns justice truth peace army military police community communities women men
    children kids youth brother sister mother mothers victims law laws budget money work works help support land water
    health prison thanks thank hello hi please recording recorded translation spanish english want wants think believe
    know happens happen happened event session senate members vote voters marijuana cartels policy policies action
    security life death dead agreement agreements change changes pay pays join sign call hear sound mic today tomorrow year
    years time way thing things stop end keep need needs`)
} as const;

/** Frequent words of the neighbours of both: a text with many of them is in neither. */
export const NEIGHBOURS =
  words(`nao voce voces uma um os ao aos da das em com isso faz fazer governo sao muito foi pelo
  pela seu sua dos tem mais quem ele eles o le les du des et est une dans avec vous nous je qui quel quelle quels
  ce cette ces sur fait faire pour pourquoi comment contre gouvernement ou pas plus sont avez der die das und ist nicht
  wie warum wer ein eine il lo gli che perche sono della del di non`);
