import { type Locale, NBSP } from '../format.ts';

/** What explains a busy CPU. */
export interface CulpritWords {
  /** `java (pid 812, app) 91%` */
  readonly process: (name: string, id: string, share: string) => string;
  /** In place of a name that is empty. */
  readonly nameless: string;
  /** `no process above 5% now` */
  readonly calm: (share: string) => string;
  /** `load 8.2 on 2 cores` */
  readonly load: (load: string, cores: number) => string;
  /** `steal 32%` */
  readonly steal: (share: string) => string;
  /** The same where it is much: what that means. */
  readonly heldBack: (share: string) => string;
  /** `6.1 GB of 7.6 GB of memory in use` */
  readonly memory: (used: string, total: string) => string;
  /** `up 12 days` */
  readonly uptime: (duration: string) => string;
  readonly creditsLeft: (count: string) => string;
  /** `CPU credits gone 12 minutes before: the CPU is capped at 20%`; `cap` where it is known. */
  readonly creditsGone: (ago: string, cap: string | undefined, isUnlimited: boolean) => string;
  /** `deployed by ci-bot 17 minutes before` */
  readonly change: (what: string, by: string | undefined, ago: string) => string;
  /** What people call an operation of AWS's API, by its name. */
  readonly changes: ReadonlyMap<string, string>;
}

const englishCulprit: CulpritWords = {
  process: (name, id, share) => `${name} (${id}) ${share}`,
  nameless: 'a process without a name',
  calm: (share) => `no process above ${share} now`,
  load: (load, cores) => `load${NBSP}${load} on ${cores}${NBSP}${cores === 1 ? 'core' : 'cores'}`,
  steal: (share) => `steal${NBSP}${share}`,
  heldBack: (share) => `steal${NBSP}${share}: the host holds the CPU back`,
  memory: (used, total) => `${used} of ${total} of memory in use`,
  uptime: (duration) => `up ${duration}`,
  creditsLeft: (count) => `${count}${NBSP}CPU ${count === '1' ? 'credit' : 'credits'} left`,
  creditsGone: (ago, cap, isUnlimited) => {
    const gone = `CPU credits gone ${ago} before`;
    if (isUnlimited) return `${gone}: it runs on at full speed, for a charge`;
    return cap === undefined ? gone : `${gone}: the CPU is capped at ${cap}`;
  },
  change: (what, by, ago) => `${what}${by === undefined ? '' : ` by ${by}`} ${ago} before`,
  changes: new Map([
    ['CreateDeployment', 'deployed'],
    ['StartInstanceRefresh', 'instance refresh started'],
    ['RunInstances', 'launched'],
    ['StartInstances', 'started'],
    ['StopInstances', 'stopped'],
    ['RebootInstances', 'rebooted'],
    ['ModifyInstanceAttribute', 'changed'],
    ['UpdateAutoScalingGroup', 'scaling group changed'],
    ['SetDesiredCapacity', 'capacity changed'],
    ['SendCommand', 'command run'],
  ]),
};

const koreanCulprit: CulpritWords = {
  process: (name, id, share) => `${name} (${id}) ${share}`,
  nameless: '이름 없는 프로세스',
  calm: (share) => `지금은 ${share}를 넘는 프로세스가 없습니다`,
  load: (load, cores) => `로드 ${load}(코어 ${cores}개)`,
  steal: (share) => `CPU steal ${share}`,
  heldBack: (share) => `CPU steal ${share}: 호스트가 CPU를 내주지 않고 있습니다`,
  memory: (used, total) => `메모리 ${total} 중 ${used} 사용`,
  uptime: (duration) => `가동 시간 ${duration}`,
  creditsLeft: (count) => `CPU 크레딧 ${count} 남음`,
  creditsGone: (ago, cap, isUnlimited) => {
    const gone = `경보 ${ago} 전에 CPU 크레딧 소진`;
    if (isUnlimited) return `${gone}: 추가 요금을 내며 최대 속도를 유지합니다`;
    return cap === undefined ? gone : `${gone}: CPU가 ${cap}로 제한됩니다`;
  },
  change: (what, by, ago) => `경보 ${ago} 전 ${what}${by === undefined ? '' : `(${by})`}`,
  changes: new Map([
    ['CreateDeployment', '배포'],
    ['StartInstanceRefresh', '인스턴스 새로 고침 시작'],
    ['RunInstances', '인스턴스 생성'],
    ['StartInstances', '인스턴스 시작'],
    ['StopInstances', '인스턴스 중지'],
    ['RebootInstances', '재부팅'],
    ['ModifyInstanceAttribute', '인스턴스 설정 변경'],
    ['UpdateAutoScalingGroup', 'Auto Scaling 그룹 변경'],
    ['SetDesiredCapacity', '용량 변경'],
    ['SendCommand', '명령 실행'],
  ]),
};

/** In both languages: they come with what is loaded only where they are needed. */
export const CULPRIT_WORDS: Readonly<Record<Locale, CulpritWords>> = {
  en: englishCulprit,
  ko: koreanCulprit,
};
