/** "Session identities": the random identity that each session has on the server. */
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { useView } from '../view-context.ts'

export function IdentitiesPage() {
  const { app } = useView()
  const rows = app.sessions.identities.value
  return (
    <div class="stack">
      <p class="quiet">{settingsPhrases.identitiesText}</p>
      {rows.length === 0 ? (
        <p>{settingsPhrases.noIdentities}</p>
      ) : (
        <ul class="group" aria-label={settingsPhrases.sessionIdentities}>
          {rows.map((row) => (
            <li key={row.sessionId} class="list-row tall">
              <span>
                <span dir="auto">{row.name}</span>
                <small class="block quiet id">{row.deviceId}</small>
                <small class="block quiet">{settingsPhrases.madeOn(row.createdAt)}</small>
                {row.importedTrust && <small class="block quiet">{settingsPhrases.verifiedImported}</small>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
