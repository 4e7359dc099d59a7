/** What is known of an address or a user agent beyond the record, as quiet lines under it, each with where it comes from. */
import { visibleText } from '../../shared/base/text.ts';
import type { AddressInfo, AgentInfo } from '../../shared/events/origin.ts';
import { addressFacts, sourceWords } from '../../shared/report/address-words.ts';
import { LogText } from '../components/LogText.tsx';
import { S } from '../strings.ts';

export function AddressFacts({ info }: { readonly info: AddressInfo }) {
  const sources = info.sources.map((source) => visibleText(sourceWords(source))).join('\n');
  return (
    <span
      className="known quiet"
      data-testid="address-facts"
      title={sources === '' ? S.details.byRegistry : sources}
    >
      <LogText text={addressFacts(info)} />
      {info.sources.length === 0 ? null : (
        <span className="known-source">
          <LogText text={S.details.knownFrom(info.sources.map(({ name }) => name))} />
        </span>
      )}
      {info.problems.map((problem) => (
        <span key={problem} className="known-source">
          <LogText text={problem} />
        </span>
      ))}
    </span>
  );
}

export function AgentFacts({ agent }: { readonly agent: AgentInfo }) {
  const words = S.details.agentWords(agent);
  return words === '' ? null : (
    <span className="known quiet" data-testid="agent-facts" title={S.details.agentClaims}>
      <LogText text={words} />
    </span>
  );
}
