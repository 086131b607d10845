import { describe, expect, it } from "vitest";
import { NO_MAIL } from "@/lib/core/mail";
import { type MailChoice, readMemberMail } from "@/lib/core/mail-choice";
import { recipientsOf } from "@/lib/server/notifications/recipients";

const FAILED = ["failed"] as const;
const FINE = ["created", "succeeded"] as const;
const NOBODY = { recipients: [], when: NO_MAIL.when };

const member = (email: string, choice: MailChoice, integrations: Record<string, MailChoice> = {}) => ({
  email,
  mail: { choice, integrations },
});

describe("who a run is mailed to", () => {
  it("UI-52 a member who chose failures is mailed of a run that failed, not of one that went well", () => {
    const members = [member("anna@example.com", "failures")];
    const ask = { options: NOBODY, members, integrationId: "int_1" };
    expect(recipientsOf({ keys: FAILED, ...ask })).toEqual(["anna@example.com"]);
    expect(recipientsOf({ keys: ["attention", "created", "succeeded"], ...ask })).toEqual(["anna@example.com"]);
    expect(recipientsOf({ keys: FINE, ...ask })).toEqual([]);
  });

  it("UI-52 a member who chose all is mailed of every run, one who chose none of nothing", () => {
    const members = [member("anna@example.com", "all"), member("luc@example.com", "none")];
    expect(recipientsOf({ keys: FINE, options: NOBODY, members, integrationId: null })).toEqual(["anna@example.com"]);
  });

  it("UI-51 a member's own answer counts more than the list of the integration with their address", () => {
    const options = { recipients: ["Luc@example.com", "compta@example.com"], when: { ...NO_MAIL.when, succeeded: true } };
    const none = [member("luc@example.com", "none")];
    expect(recipientsOf({ keys: FAILED, options, members: none, integrationId: "int_1" })).toEqual(["compta@example.com"]);
    const failures = [member("luc@example.com", "failures")];
    expect(recipientsOf({ keys: FINE, options, members: failures, integrationId: "int_1" })).toEqual(["compta@example.com"]);
    const listed = [member("luc@example.com", "listed")];
    expect(recipientsOf({ keys: FINE, options, members: listed, integrationId: "int_1" })).toEqual(options.recipients);
  });

  it("UI-51 the answer for one integration counts more than the one for all; an address is mailed once", () => {
    const members = [member("luc@example.com", "none", { int_1: "all" })];
    const options = { recipients: ["luc@example.com"], when: NO_MAIL.when };
    expect(recipientsOf({ keys: FAILED, options, members, integrationId: "int_1" })).toEqual(["luc@example.com"]);
    expect(recipientsOf({ keys: FAILED, options, members, integrationId: "int_2" })).toEqual([]);
  });

  it("an answer that is not known any more follows the lists", () => {
    const read = readMemberMail({ choice: "weekly", integrations: { int_1: "all", int_2: 7 } });
    expect(read).toEqual({ choice: "listed", integrations: { int_1: "all" } });
  });
});
