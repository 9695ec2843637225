import type { MessageTexts } from '../schema/message.ts';

/** What a message's form is answered with, as far as the editor needs it. */
export interface MessageAnswer {
  version?: number;
  saved?: boolean;
  /** What was typed and not kept. */
  typed?: MessageTexts | undefined;
  conflict?: { theirs: MessageTexts; by: string | null };
}
