import { openScene } from "./scene.ts";
import { PASSWORD, seedBrand } from "./seed.ts";
import { seedDetail } from "./seed-detail.ts";
import { own } from "./shared/join-stack.ts";

/** Opens a browser on a brand with one product, a coat of several variants, around the tests of a file. */
export function openCoat({ worker = false } = {}) {
  return openScene({
    worker,
    async seed({ admin, auth }) {
      const brand = await seedBrand(admin, "Atelier Nord", await auth.signUp(own("ada"), PASSWORD));
      return { brand, coat: await seedDetail(admin, brand, "Winter coat") };
    },
  });
}
