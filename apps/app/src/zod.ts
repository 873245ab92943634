import { z } from "zod";

// The page's policy forbids code that is made at run time, which zod would try.
z.config({ jitless: true });

export { z };
