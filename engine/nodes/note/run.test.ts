import { makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";

describeNode("note", { config: { text: "Click and collect comes this way too" }, items: [makeItem("1", { ref: "A" })] });
