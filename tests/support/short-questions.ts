/**
 * Questions as people type them into a room, by the language that whoever writes them would name: short and
 * long, with and without accents, in capitals, with names, with words of the other language in between.
 */
export const SHORT_QUESTIONS = {
  es: `
¿Habrá grabación?
habra grabacion
¿Quién paga la Iniciativa Mérida?
quien paga esto
¿Y las armas?
y los desaparecidos que
Buenas tardes, ¿se va a compartir la presentación?
no se escucha
No se oye nada
¿me escuchan?
Saludos desde Oaxaca
Hola, una pregunta para Laura
¿Qué opina del TLCAN?
Que opina Zara de la marihuana legal
¿Qué hace la ONU contra la tortura?
¿Qué cambia para Guerrero con la H.R. 6618?
Soy de Tijuana y busco a mi hermano, ¿a quién le pregunto?
¿Cómo puedo ayudar desde Chicago?
como puedo ayudar desde los angeles
¿Cuánto cuesta la guerra?
cuanto gasta mexico en el ejercito
¿Por qué no hay rule of law?
¿Qué piensan del fentanilo?
El congreso de EE.UU. va a votar?
¿Van a hablar de Ayotzinapa?
QUE VA A PASAR CON LOS 43
¿DÓNDE ESTÁN LOS DESAPARECIDOS?
NO SE OYE
POR QUE NADIE HABLA DE LAS MUJERES
¿AMLO cumplió?
peña nieto mintio?
¿Calderón sabía?
y que dice el departamento de estado
¿El State Department certifica esto?
¿Cómo se hace lobby en Washington?
¿Sirve de algo hacer advocacy con los staffers del Congreso?
Como puedo hacer follow up despues del webinar
¿Hay un link para el toolkit?
¿Van a mandar el replay por mail?
el zoom se traba
Mi pregunta es sobre el background check de las armas
¿Qué onda con los swing states?
¿Los Democrats van a cambiar algo?
¿Qué es el Leahy Law y cómo se aplica aquí?
¿Y si gana Trump?
Si cancelan el Plan Mérida, ¿qué lo reemplaza?
¿Quién vigila a la policía?
tenemos miedo de denunciar
Nos amenazaron por marchar, ¿qué hacemos?
mi hijo desaparecio en 2014
Mi mamá está en una estación migratoria
¿Hay abogados gratis?
necesito un abogado
¿Dónde denuncio?
donde firmo
¿Cómo firmo la petición?
firmar peticion
¿Puedo participar sin papeles?
puedo ir aunque no hable ingles
¿Habrá intérprete?
¿En qué idioma será la mesa?
traducción por favor
¿A qué hora empieza en Tijuana?
cuándo es la caravana
¿Por dónde pasa la caravana?
la caravana pasa por El Paso?
¿Quién organiza en Houston?
¿Qué significa despenalizar?
legalizar baja la violencia?
¿Bajaría la violencia con la legalización?
marihuana medicinal si o no
¿Cuál es el papel de los bancos?
lavado de dinero en HSBC
¿HSBC pagó la multa?
¿Cuántas armas cruzan cada día?
armas gringas en mexico
¿Y el caso Rápido y Furioso?
Rapido y Furioso quedo impune?
¿Qué podemos hacer los jóvenes?
jovenes sin trabajo
¿Los maestros pueden participar?
las maestras tambien estamos
¿Cómo protegen a periodistas?
matan periodistas y no pasa nada
¿Qué sigue?
que sigue
¿Entonces?
gracias por todo
Gracias, muy claro
Excelente panel, felicidades
no entendí la última parte
¿Podría repetir la cifra?
repitan el dato porfa
más despacio por favor
¿Qué dice la ley de víctimas?
ley de victimas ya
¿Es cierto que van 100 mil desaparecidos?
son mas de cien mil
¿Quién mató a Camilo?
¿Los militares serán juzgados?
militares a los cuarteles
fuera el ejercito de las calles
¿La Guardia Nacional es militar?
guardia nacional = ejercito?
¿Qué gana Estados Unidos?
que gana estados unidos con la guerra
Vivo en Estados Unidos, ¿a quién le escribo?
¿Mi representante puede hacer algo?
soy ciudadana americana de padres mexicanos que hago
¿Cómo hablo con mi senador?
Sergio, ¿cuál es tu opinión?
Dra. Atuesta: ¿de dónde salen los datos?
¿Dónde puedo leer el informe completo?
el informe esta en español?
¿Se puede citar este evento?
¿Por qué insisten en prohibir?
¿La DEA opera en México?
la DEA sigue en mexico?
¿Y el CJNG?
¿Cómo afecta esto a los pueblos indígenas?
comunidades indigenas sin agua
¿Qué pasa en Cherán?
en cheran si pudieron
¿Hay esperanza?
`,
  en: `
Will it be recorded?
will it be recorded
who pays for this
Who pays for the Mérida Initiative?
And the guns?
what about the disappeared
Good afternoon, will you share the slides?
can't hear
I can't hear anything
can you hear me?
Greetings from Oaxaca
Hi, a question for Laura
What do you think of NAFTA?
what does Zara think about legal marijuana
What does the UN do about torture?
What changes for Guerrero with H.R. 6618?
I'm from Tijuana and I'm looking for my brother, who do I ask?
How can I help from Chicago?
how can i help from los angeles
How much does the war cost?
how much does mexico spend on the army
What about Peña Nieto?
Why did Calderón sign the Mérida Initiative?
Is Congress going to vote?
Will you talk about Ayotzinapa?
WHAT HAPPENS TO THE 43
WHERE ARE THE DISAPPEARED?
NO SOUND
WHY IS NOBODY TALKING ABOUT WOMEN
Did AMLO deliver?
did peña nieto lie?
Did Calderón know?
and what does the state department say
Does the SRE answer your letters?
How do you lobby in Mexico City?
What is a desaparición forzada under US law?
Can the madres buscadoras cross the border?
Is there a link to the caravana photos?
Will you send the video by mail?
zoom keeps freezing
My question is about background checks
What about swing states?
Will the Democrats change anything?
What is the Leahy Law and how does it apply here?
What if Trump wins?
If the Mérida Initiative is cancelled, what replaces it?
Who watches the police?
we are afraid to report it
We were threatened for marching, what do we do?
my son disappeared in 2014
My mom is in a detention center
Are there free lawyers?
need a lawyer
Where do I report this?
where do I sign
How do I sign the petition?
sign petition
Can I take part without papers?
can i come if i don't speak spanish
Will there be an interpreter?
What language is the panel in?
translation please
What time does it start in Tijuana?
when is the caravan
Where does the caravan go through?
does the caravan go through El Paso?
Who is organizing in Houston?
What does decriminalize mean?
does legalization reduce violence?
Would violence go down with legalization?
medical marijuana yes or no
What is the role of banks?
money laundering at HSBC
Did HSBC pay the fine?
How many guns cross every day?
american guns in mexico
What about Fast and Furious?
fast and furious nobody was charged?
What can young people do?
kids without jobs
Can teachers take part?
teachers are here too
How do you protect journalists?
journalists get killed and nothing happens
What's next?
whats next
So what?
thanks for everything
Thank you, very clear
Great panel, congratulations
I didn't get the last part
Could you repeat the figure?
please repeat that number
slower please
What does the victims law say?
victims law now
Is it true there are 100,000 disappeared?
more than a hundred thousand
Who killed Camilo?
Will soldiers be tried?
soldiers back to the barracks
army off the streets
Is the Guardia Nacional military?
national guard = army?
What does the US gain?
what does the united states get out of the war
I live in the US, who do I write to?
Can my representative do something?
us citizen with mexican parents what do i do
How do I talk to my senator?
Sergio, what's your take?
Dr. Atuesta: where does the data come from?
Where can I read the full report?
is the report in english?
Can we quote this event?
Why insist on prohibition?
Does the DEA operate in Mexico?
is the DEA still in mexico?
What about CJNG?
How does this affect indigenous peoples?
indigenous communities with no water
What happens in Cherán?
cherán did it
Is there hope?
`,
  neither: `
¿?
ok
no
no no no
Ayotzinapa
H.R. 6618
CJNG
Trump
Zara Snapp
Los Angeles
El Paso, Texas
6618
...
👩🏽‍🌾
HSBC?
legal
audio
O que o governo faz contra a tortura?
Você vai gravar isso?
Que fait le gouvernement contre la torture ?
Est-ce que vous avez un lien ?
nimitstlasojtla miak tla ximokaki
Was macht die Regierung gegen die Folter?
https://example.org/es/que-es-esto
`
};
