import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";

type PageHeadProps = {
  title: ReactNode;
  /** One line: what this page is for. */
  purpose?: ReactNode;
  crumbs?: readonly { readonly label: string; readonly href?: string }[];
  /** Before and after the title, on its line. */
  before?: ReactNode;
  after?: ReactNode;
  actions?: ReactNode;
};

export function PageHead({ title, purpose, crumbs, before, after, actions }: PageHeadProps) {
  return (
    <header className="page-head">
      <div>
        {crumbs && <Crumbs crumbs={crumbs} />}
        <div className="title-line">
          {before}
          <h1>{title}</h1>
          {after}
        </div>
        {purpose && <p>{purpose}</p>}
      </div>
      {actions && <div className="actions">{actions}</div>}
    </header>
  );
}

function Crumbs({ crumbs }: Required<Pick<PageHeadProps, "crumbs">>) {
  return (
    <div className="crumbs">
      {crumbs?.map((crumb, index) => (
        <Fragment key={crumb.label}>
          {index > 0 && <ChevronRight className="icon" />}
          {crumb.href ? <Link href={crumb.href}>{crumb.label}</Link> : <span>{crumb.label}</span>}
        </Fragment>
      ))}
    </div>
  );
}
