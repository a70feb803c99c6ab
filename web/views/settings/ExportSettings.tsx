/** Export sessions and Import sessions: one file, one passphrase. */
import { ChevronRight, Download, Upload } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { phrases } from '../../i18n/phrases/app.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, PassField } from '../../ui/controls/Fields.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { useView } from '../view-context.ts'

const FILE_NAME = 'inviso-sessions.json'

function ExportDialog({ importing, onClose }: { readonly importing: boolean; readonly onClose: () => void }) {
  const { app, say } = useView()
  const [passphrase, setPassphrase] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const exportFile = async (): Promise<string | null> => {
    const made = await (await app.sessions.openExport()).exportSessions(passphrase)
    if (!made.ok) return appLockPhrases.transferFailure[made.error.code]
    await app.device.saveFile(FILE_NAME, made.value)
    return null
  }
  const importFile = async (): Promise<string | null> => {
    if (!file) return appLockPhrases.fileMissing
    const read = await (await app.sessions.openExport()).importSessions(await file.text(), passphrase)
    if (!read.ok) return appLockPhrases.transferFailure[read.error.code]
    say(appLockPhrases.imported(read.value.added, read.value.known))
    return null
  }
  const go = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    setWrong(null)
    const failed = await (importing ? importFile() : exportFile())
    setBusy(false)
    if (failed) setWrong(failed)
    else onClose()
  }
  return (
    <Dialog
      title={importing ? appLockPhrases.importSessions : appLockPhrases.exportSessions}
      text={importing ? appLockPhrases.importText : appLockPhrases.exportText}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        {importing && (
          <label class="field">
            <span>{appLockPhrases.file}</span>
            <input
              type="file"
              accept="application/json,.json"
              onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
            />
          </label>
        )}
        <PassField
          label={appLockPhrases.passphrase}
          value={passphrase}
          onValue={setPassphrase}
          current={importing}
          // An unnoticed typing error would make a file that cannot be opened.
          shown={!importing}
        />
        {!importing && <p class="quiet small">{appLockPhrases.exportShown}</p>}
        <p class="quiet small">{appLockPhrases.copies}</p>
        <Alert text={wrong} />
        <Button kind="main" submit disabled={busy}>
          {busy
            ? importing
              ? appLockPhrases.opening
              : appLockPhrases.sealing
            : importing
              ? appLockPhrases.importGo
              : appLockPhrases.exportGo}
        </Button>
        <Button onPress={onClose}>{phrases.cancel}</Button>
      </form>
    </Dialog>
  )
}

export function ExportSettings() {
  const [open, setOpen] = useState<'out' | 'in' | null>(null)
  return (
    <section>
      <ul class="group">
        <li>
          <button type="button" class="list-row" onClick={() => setOpen('out')}>
            <Upload aria-hidden="true" />
            <span>{appLockPhrases.exportSessions}</span>
            <ChevronRight aria-hidden="true" class="mirrored row-more" />
          </button>
        </li>
        <li>
          <button type="button" class="list-row" onClick={() => setOpen('in')}>
            <Download aria-hidden="true" />
            <span>{appLockPhrases.importSessions}</span>
            <ChevronRight aria-hidden="true" class="mirrored row-more" />
          </button>
        </li>
      </ul>
      {open && <ExportDialog importing={open === 'in'} onClose={() => setOpen(null)} />}
    </section>
  )
}
