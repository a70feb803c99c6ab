/** What a page is told about notifications: the headless shell of Chromium denies them whatever a test permits. */
import type { Page } from '@playwright/test'

/** Until the page is loaded anew. A person who is asked answers with the same. */
export const setNotifications = (page: Page, permission: NotificationPermission): Promise<void> =>
  page.evaluate((told) => {
    Object.defineProperty(Notification, 'permission', { value: told, configurable: true })
    Notification.requestPermission = async () => told
  }, permission)
