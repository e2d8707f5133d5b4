import { chat as en } from "./en";
import { chat as nl, type Chat } from "./nl";

/** The widget's own words in a language; Dutch where there are none. A new language is one file and one line here. */
export const wordsFor = (language: string): { code: string; words: Chat } =>
  language.toLowerCase().startsWith("en") ? { code: "en", words: en } : { code: "nl", words: nl };
