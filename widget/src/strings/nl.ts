/** Everything that the widget itself says, in Dutch. The assistant's own words come from the server. */

/** What the loader needs; the rest is fetched with the chat. */
export const launcher = {
  open: "Stel je vraag",
  openTo: (name: string) => `Stel je vraag aan ${name}`,
  failed: "De chat kan nu niet laden. Probeer het opnieuw.",
};

export const chat = {
  assistant: "Automatische assistent",
  intro: "Je praat met een automatische assistent, niet met een mens.",
  introPrivacy: "Typ geen namen of gegevens van inwoners.",
  introCheck: "Een antwoord kan fout zijn. Kijk daarom ook naar de bronnen.",

  conversation: "Gesprek",
  you: "Jij:",
  says: (name: string) => `${name} zegt:`,
  toLast: "Naar het laatste antwoord",
  typing: "De assistent typt…",
  choices: "Kies een antwoord of typ je vraag",
  choicesCount: (count: number) => (count === 1 ? "Er is 1 keuze." : `Er zijn ${count} keuzes.`),
  choicesHint: "Met pijl omhoog ga je naar de keuzes.",
  answerChoices: "Kies je antwoord",
  otherChoices: "Of kies iets anders",

  label: "Je vraag of antwoord",
  placeholder: "Typ hier…",
  send: "Verstuur",
  left: (count: number) => `Nog ${count} ${count === 1 ? "teken" : "tekens"}`,
  tooLong: (count: number) => `Je bericht is ${count} ${count === 1 ? "teken" : "tekens"} te lang. Maak het korter.`,
  empty: "Typ eerst een vraag.",

  connecting: "Verbinding maken…",
  offline: "De verbinding is weg. We proberen het opnieuw. Wat je typt blijft bewaard.",
  unreachable: "De assistent is nu niet bereikbaar. We blijven het proberen. Wat je typt blijft bewaard.",
  refused: "De assistent werkt nu niet op deze website.",
  restored: "De verbinding is er weer.",
  retry: "Probeer opnieuw",
  waiting: "Wacht op verbinding",
  stuck: "Dit bericht is niet aangekomen.",
  resend: "Verstuur opnieuw",
  failed: "Dat is niet gelukt. Probeer het opnieuw.",
  cleared: "Dit is een nieuw gesprek. Het vorige gesprek is verlopen of gewist.",

  menu: "Meer",
  close: "Sluit de chat",
  newConversation: "Nieuw gesprek",
  newQuestion: "Wil je een nieuw gesprek? Dit gesprek wordt dan helemaal gewist.",
  newYes: "Ja, wis dit gesprek",
  newNo: "Nee, ga terug",
  newDone: "Het gesprek is gewist. Je begint opnieuw.",
  newFailed: "Het wissen is niet gelukt. Probeer het later opnieuw.",
  print: "Print het gesprek",
  download: "Bewaar het gesprek als tekst",
  file: "gesprek-bouwstenen",

  why: "Waarom dit antwoord?",
  whyGeneral: "Voor de doelgroep die je noemde is er geen eigen advies. Dit is algemeen advies.",
  whyAll: "Je noemde geen doelgroep. Dit is algemeen advies.",
  whyGroup: "Dit advies past bij de doelgroep die je noemde.",
  whyPoints: "Toelichting",
  sources: "Bronnen",
  source: "Bron",
  andOthers: (count: number) => `en ${count} andere`,
  sourceNumbers: (numbers: string) => `bron ${numbers}`,
  newTab: "opent in een nieuw tabblad",

  copy: "Kopieer dit antwoord",
  copied: "Gekopieerd",
  copyFailed: "Kopiëren lukt hier niet. Selecteer de tekst en kopieer die zelf.",
  good: "Goed antwoord",
  bad: "Geen goed antwoord",
  thanks: "Dank je voor je oordeel.",
  remark: "Wil je er iets bij zeggen? Dat mag in één regel.",
  remarkSend: "Stuur mee",
  remarkThanks: "Dank je, je opmerking is bewaard.",

  kinds: {
    step: "Rondgang",
    self_check: "Zelfcheck",
    checklist: "Checklist",
    tip: "Tip",
    action_plan: "Actieplan",
    emergency: "Hulp bij nood",
  } as Record<string, string>,
  example: "Voorbeeld",
  printPlan: "Print het plan",
  call: (number: string) => `Bel ${number}`,
  progress: "Voortgang",
};

export type Launcher = typeof launcher;
export type Chat = typeof chat;
