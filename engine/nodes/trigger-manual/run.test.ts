import { makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";

describeNode("trigger-manual", { config: {}, items: [makeItem("1", { ref: "A" })] });
