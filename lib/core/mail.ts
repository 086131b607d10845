import { z } from "zod";
import { LOCALES } from "@/lib/core/locales";
import { ADDRESS, MOST_RECIPIENTS } from "@/lib/core/recipients";

/** UI-51 to UI-53: who is mailed about the runs of an integration, in which words, and when. Each occasion is on or off by itself. */
export const MailOptionsSchema = z.strictObject({
  recipients: z.array(z.email({ pattern: ADDRESS })).max(MOST_RECIPIENTS),
  language: z.enum(LOCALES),
  /** Empty = the default one. */
  subject: z.string().trim().max(200),
  when: z.strictObject({
    failed: z.boolean(),
    /** Records newly failed, given up, or to be looked at by a person. */
    attention: z.boolean(),
    /** Records were created in a target. */
    created: z.boolean(),
    succeeded: z.boolean(),
  }),
  attachJournal: z.boolean(),
});
export type MailOptions = z.infer<typeof MailOptionsSchema>;

export const NO_MAIL: MailOptions = {
  recipients: [],
  language: "fr",
  subject: "",
  when: { failed: true, attention: true, created: false, succeeded: false },
  attachJournal: false,
};
