import type { Message } from "../contract";
import type { Judgement } from "../store";
import type { Chat } from "../strings/nl";

/** What the templates of an answer need besides the answer. */
export interface View {
  words: Chat;
  /** On paper everything is open and nothing can be pressed. */
  paper: boolean;
  judgement: (turnId: string) => Judgement | undefined;
  /** The answer whose remark is being asked for. */
  remarkOn: string | null;
  judge: (turnId: string, judgement: Judgement) => void;
  remark: (turnId: string, text: string) => void;
  copy: (message: Message) => void;
  print: (message: Message) => void;
}
