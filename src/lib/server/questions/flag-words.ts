/*
 * Our corrections to the library's lists of rude words, whose Spanish half is translated by machine. Testimony
 * about violence names bodies, crimes and perpetrators: such words never flag. Nor do surnames and plain words.
 */

const lines = (text: string) => text.split('\n').flatMap((line) => line.trim() || []);
const words = (text: string) => text.trim().split(/\s+/);

/** Words of the lists that are not rude in any language of the house. */
export const NOT_RUDE = [
  // The body and sexuality, as a doctor or a witness names them.
  ...words(`anal anus breasts clitoris clítoris ejaculate ejaculated ejaculates ejaculating ejaculatings ejaculation
    eyaculado eyaculada eyaculados eyaculando eyaculaciones eyaculación escroto fellate fellatio labia masturbate
    masturbación meando meadas orgasm orgasms orgasmo orgasmos orina orinar pene penis recto rectum scrotum semen
    senos sex sexo testical testicle testículo transexual vagina vaginas vulva`),
  // What is done to people, and by whom.
  ...words(`bestia bestial beastial beastiality bestialidad bestiality bloody ciberdelincuente gangbang gangbanged
    gangbangs lujuria lust lusting masochist masoquista nazi pawn peón porn porno pornos pornografía pornography
    sadist sadista snatch temblando`),
  ...lines(`los ciberdelincuentes`),
  // People’s names, and words that mean nothing rude.
  ...words(`aus balls bolas brida bum cabra caliente caído chulos cibernético cipa colibrí consoladores corrida cox
    cum cuñada cuñas dedo dedos dink dinks enojada entendido fanny flange fusibles gallos gaylord grasa hoar hoare
    hoer hueso kno kum kums maldición maldita maldito meandos negro negros nob nueces pecker perro pispa pron
    retardado sh spac sunk titular tornillo viagra wang willies willy bigotes ♪ ♪♪ a) ¡dedo`),
  ...lines(`a dólares
    bolsa de bolas
    culo completo
    maldita sea
    ¡maldita sea
    más caliente
    s hit`)
];

/** Words of the other language’s list that are plain words in this one. */
export const PLAIN_IN = {
  es: words('as$ fagot fagots jap tit moron morons'),
  en: words('perra perras')
};

/** What the lists lack, also as it is typed without accents. */
export const RUDE = [
  ...words(`cabron cabrones cabrona cagada carajo chinga chingada chingadera chingado chingados chingar chingas chingue
    chinguen cojones coño culera culero culeros estúpida estúpido estúpidas estúpidos estupida estupido estupidas
    estupidos gilipollas huevón huevones imbecil imbéciles imbeciles jódete jodete joto jotos joder malparido mamón
    mamones marica maricon maricones ojete ojetes pendeja pendejada pendejadas pendejas pendejo pendejos pinche pinches
    puto putos verga vergas zorra zorras`),
  ...lines(`hija de puta
    hijo de la chingada
    no mames
    vete a la verga`),
  ...words('beaner beaners bullshitter idiot idiots moron morons spic spics wetback wetbacks')
];
