/** What a page is told about notifications: the headless shell of Chromium denies them whatever a test permits. */
import type { Page } from '@playwright/test'

/** Until the page is loaded anew. A person who is asked answers with the same. */
export const setNotifications = (page: Page, permission: NotificationPermission): Promise<void> =>
  page.evaluate((told) => {
    Object.defineProperty(Notification, 'permission', { value: told, configurable: true })
    Notification.requestPermission = async () => told
  }, permission)

/** Subscriptions that nobody rings, since Chromium has no push service here. Until the page is loaded anew. */
export const pretendToSubscribe = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const keys = { p256dh: `B${'p'.repeat(86)}`, auth: 'a'.repeat(22) }
    const subscription = {
      options: {},
      toJSON: () => ({ endpoint: 'https://fcm.googleapis.com/fcm/send/pretended', keys }),
    }
    const pushManager = { getSubscription: async () => null, subscribe: async () => subscription }
    navigator.serviceWorker.register = async () =>
      ({ active: {}, pushManager }) as unknown as ServiceWorkerRegistration
  })
