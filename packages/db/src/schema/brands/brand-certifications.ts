import { text, timestamp, unique } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { normalizedName } from "../names.ts";

export const brandCertifications = brandTable(
  "brand_certifications",
  {
    title: text("title").notNull(),
    certificationCode: text("certification_code"),
    instituteName: text("institute_name"),
    instituteEmail: text("institute_email"),
    instituteWebsite: text("institute_website"),
    instituteAddressLine1: text("institute_address_line_1"),
    instituteAddressLine2: text("institute_address_line_2"),
    instituteCity: text("institute_city"),
    instituteState: text("institute_state"),
    instituteZip: text("institute_zip"),
    instituteCountryCode: text("institute_country_code"),
    issueDate: timestamp("issue_date", { withTimezone: true }),
    expiryDate: timestamp("expiry_date", { withTimezone: true }),
    filePath: text("file_path"),
    normalizedName: normalizedName("title"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [unique("brand_certifications_name_unique").on(t.normalizedName, t.brandId)],
  },
);
