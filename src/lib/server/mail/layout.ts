import type { FoundText, Locale } from '../../i18n/locales.ts';
import type { House } from '../house/house.ts';
import { markup, type Markup } from './markup.ts';

export interface MailLink {
  label: string;
  url: string;
  /** When the label is in another language than the mail. */
  lang?: Locale;
}

export interface MailParagraph {
  text: string;
  lang?: Locale;
  link?: MailLink;
}

export interface MailFact {
  label: string;
  value: string;
  lang?: Locale;
  link?: MailLink;
  /** It is no longer so; the label says it in words. */
  former?: boolean;
  /** The one thing to remember. */
  main?: boolean;
}

export interface MailBody {
  lang: Locale;
  html: Markup;
  text: string;
}

/** What a mail says, before it takes a form. */
export interface MailContent {
  lang: Locale;
  subject: string;
  /** What mailboxes show beside the subject. */
  preheader: string;
  heading: string;
  /** What the mail is about; null for what belongs to no event. */
  event: { title: FoundText; url: string } | null;
  paragraphs: MailParagraph[];
  /** What somebody wrote for many, with its own shape; the heading is in its language. */
  body?: MailBody;
  facts: MailFact[];
  button: MailLink;
  more: MailParagraph[];
  footer: MailParagraph[];
}

/** The house as a mail shows it, where it has a name or a colour of its own. */
export type MailHouse = Pick<House, 'name' | 'accent'>;
const NO_HOUSE: MailHouse = { name: null, accent: null };

/** The mail as plain text, with every address spelled out. */
export function renderText(content: MailContent, { name } = NO_HOUSE): string {
  const { event } = content;
  const blocks = [
    name?.[content.lang],
    content.heading,
    event && `${event.title.text}\n${event.url}`,
    ...content.paragraphs.map(paragraphText),
    content.body?.text,
    content.facts.map(factText).join('\n'),
    `${content.button.label}:\n${content.button.url}`,
    ...content.more.map(paragraphText),
    `-- \n${content.footer.map(paragraphText).join('\n')}`
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

function paragraphText({ text, link }: MailParagraph): string {
  return link ? `${text}\n${link.label}: ${link.url}` : text;
}

function factText({ label, value, link }: MailFact): string {
  return `${label}: ${value}${link ? ` ${link.url}` : ''}`;
}

const TEXT_FONT = "'Atkinson Hyperlegible Next','Atkinson Hyperlegible',Verdana,sans-serif";
const TITLE_FONT = 'Piazzolla,Georgia,serif';

/** The dark theme, for readers that know one; the others keep the light paper of the inline styles. */
const DARK = `@media (prefers-color-scheme: dark) {
.paper{background:#17120f!important;color:#f4ece2!important}
.sheet{background:#211a16!important;border-color:#f08ba5 #3a302a #3a302a!important}
.ink,.ink a{color:#f4ece2!important}
.soft{color:#b9a99c!important}
.link{color:#f08ba5!important}
.line{border-color:#3a302a!important}
.button{background:#f08ba5!important;color:#17120f!important}
}`;

/** The mail as one HTML page: no table, no picture, nothing to load, readable without its styles. */
export function renderHtml(content: MailContent, house = NO_HOUSE): string {
  const { lang, subject, preheader, heading, event } = content;
  return markup`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>${DARK}${accentRules(house)}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#faf6ef;color:#231a17">
<div class="paper" lang="${lang}" dir="ltr" style="background:#faf6ef;color:#231a17;font-family:${TEXT_FONT};font-size:17px;line-height:1.55;padding:24px 12px">
<div aria-hidden="true" style="display:none;max-height:0;overflow:hidden">${preheader}</div>
<div class="sheet" style="max-width:600px;margin:0 auto;background:#fffdf9;border:1px solid #e2d8ca;border-top:6px solid #8f1d3f;border-radius:10px;padding:28px 24px">
${house.name && nameHtml(house.name[lang])}
<h1 class="ink"${langOf(content.body?.lang)} style="font-family:${TITLE_FONT};font-size:26px;line-height:1.12;font-weight:650;margin:0 0 16px;color:#231a17">${heading}</h1>
${event && eventHtml(event)}
${content.paragraphs.map(paragraphHtml)}
${content.body ? bodyHtml(content.body) : null}
${factsHtml(content.facts)}
<p style="margin:24px 0"><a class="button" href="${content.button.url}" style="display:inline-block;background:#8f1d3f;color:#fffdf9;text-decoration:none;font-weight:700;padding:12px 20px;border-radius:10px">${content.button.label}</a></p>
${content.more.map(paragraphHtml)}
<div class="line" style="border-top:1px solid #e2d8ca;margin:24px 0 0;padding:16px 0 0">
${content.footer.map(footerHtml)}
</div>
</div>
</div>
</body>
</html>
`.html;
}

/** For readers that know styles; the others keep the colour of the program. */
function accentRules({ accent }: MailHouse): string {
  if (!accent) return '';
  const rules = (colour: string) =>
    `.sheet{border-top-color:${colour}!important}.link{color:${colour}!important}.button{background:${colour}!important}`;
  return `\n${rules(accent.light)}\n@media (prefers-color-scheme: dark) {${rules(accent.dark)}}`;
}

function nameHtml(name: string): Markup {
  return markup`<p class="soft" style="margin:0 0 12px;font-family:${TITLE_FONT};font-size:16px;color:#5e514a">${name}</p>`;
}

function eventHtml({ title, url }: { title: FoundText; url: string }): Markup {
  return markup`<p class="ink" style="margin:0 0 20px;font-family:${TITLE_FONT};font-size:20px;line-height:1.25;color:#231a17"><a class="ink" lang="${title.lang}" href="${url}" style="color:#231a17">${title.text}</a></p>`;
}

function bodyHtml({ lang, html }: MailBody): Markup {
  return markup`<div${langOf(lang)}>
${html}
</div>`;
}

function paragraphHtml({ text, lang, link }: MailParagraph): Markup {
  return markup`<p style="margin:0 0 16px"${langOf(lang)}>${text}${link ? markup` ${linkHtml(link)}` : null}</p>`;
}

function linkHtml({ label, url, lang }: MailLink): Markup {
  return markup`<a class="link"${langOf(lang)} href="${url}" style="color:#8f1d3f">${label}</a>`;
}

function factsHtml(facts: MailFact[]): Markup | null {
  if (facts.length === 0) return null;
  return markup`<dl class="line" style="margin:0 0 20px;padding:16px 0 0;border-top:1px solid #e2d8ca">
${facts.map(factHtml)}
</dl>`;
}

function factHtml({ label, value, lang, link, former, main }: MailFact): Markup {
  const shown = former
    ? markup`<s class="soft" style="color:#5e514a">${value}</s>`
    : main
      ? markup`<strong>${value}</strong>`
      : markup`${value}`;
  return markup`<dt class="soft" style="font-size:15px;color:#5e514a;margin:0">${label}</dt>
<dd style="margin:0 0 12px"${langOf(lang)}>${shown}${link ? markup` ${linkHtml(link)}` : null}</dd>`;
}

function footerHtml({ text, link }: MailParagraph): Markup {
  return markup`<p class="soft" style="margin:0 0 8px;font-size:14px;color:#5e514a">${text}${link ? markup` ${linkHtml(link)}` : null}</p>`;
}

function langOf(lang: Locale | undefined): Markup | null {
  return lang ? markup` lang="${lang}"` : null;
}
