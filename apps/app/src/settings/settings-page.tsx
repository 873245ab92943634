"use client";

import { Tabs, TabsContent, TabsList, TabsTrigger } from "@v1/ui";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { PassportSettings } from "../passports/passport-settings.tsx";
import { ApiKeys } from "./api-keys.tsx";
import { BrandSettings } from "./brand-settings.tsx";
import { Members } from "./members.tsx";
import { ProfileSettings } from "./profile-settings.tsx";
import { SettingsSkeleton } from "./settings-skeleton.tsx";

const TABS = ["brand", "members", "keys", "profile"] as const;
const TITLES = { brand: "Brand", members: "Members", keys: "API keys", profile: "Your profile" };

export function SettingsPage() {
  const { brand } = useBrands();
  const [tab, setTab] = useQueryState(
    "tab",
    parseAsStringLiteral(TABS).withDefault("brand").withOptions({ history: "push" }),
  );
  return (
    <>
      <PageHeader title="Settings" purpose="The brand, its people, and what other services may do." />
      <Tabs value={tab} onValueChange={(next) => void setTab(next as (typeof TABS)[number])}>
        <TabsList>
          {TABS.map((one) => (
            <TabsTrigger key={one} value={one}>
              {TITLES[one]}
            </TabsTrigger>
          ))}
        </TabsList>
        {TABS.map((one) => (
          <TabsContent key={one} value={one} className="px-4 pt-6 pb-16 md:px-6">
            {brand ? (
              <Shown tab={one} isOwner={brand.role === "owner"} key={brand.id} />
            ) : (
              <SettingsSkeleton />
            )}
          </TabsContent>
        ))}
      </Tabs>
    </>
  );
}

function Shown({ tab, isOwner }: { tab: (typeof TABS)[number]; isOwner: boolean }) {
  if (tab === "brand") {
    return (
      <>
        <BrandSettings isOwner={isOwner} />
        <PassportSettings isOwner={isOwner} />
      </>
    );
  }
  if (tab === "members") return <Members isOwner={isOwner} />;
  if (tab === "keys") return <ApiKeys isOwner={isOwner} />;
  return <ProfileSettings />;
}
