import { Tabs } from 'radix-ui';
import { useState } from 'react';
import type {
  SettingsForm,
  SettingsTab,
  SettingsValue,
  SettingsValues,
} from '../chat-client/settings-form.js';
import { SettingsField } from './settings-field.js';

interface Props {
  form: SettingsForm;
  values: SettingsValues;
  change: (id: string, value: SettingsValue) => void;
}

const SCROLLING = 'flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-6 py-3';

/** The fields, on pages where the app made several. A page with a field that does not hold is shown when one confirms. */
export function SettingsFields({ form, values, change }: Props) {
  const [page, setPage] = useState(0);
  const fields = ({ widgets }: SettingsTab) =>
    widgets.map((widget) => (
      <SettingsField key={widget.id} widget={widget} value={values[widget.id] ?? null} onChange={change} />
    ));
  const [first] = form;
  if (first !== undefined && form.length === 1 && first.label === '')
    return <div className={SCROLLING}>{fields(first)}</div>;
  return (
    <Tabs.Root
      value={String(page)}
      onValueChange={(next) => setPage(Number(next))}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Tabs.List className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-5">
        {form.map((tab, index) => (
          <Tabs.Trigger
            key={tab.id}
            value={String(index)}
            className="-mb-px border-b-2 border-transparent px-3 py-2 text-sm whitespace-nowrap text-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {form.map((tab, index) => (
        // All of them stay, so that the browser checks every field when one confirms.
        <Tabs.Content
          key={tab.id}
          value={String(index)}
          forceMount
          onInvalidCapture={() => setPage(index)}
          className={`${SCROLLING} data-[state=inactive]:hidden`}
        >
          {fields(tab)}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
