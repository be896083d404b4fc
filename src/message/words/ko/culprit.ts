import { NBSP } from '../../format.ts';
import type { CulpritWords } from '../culprit.ts';

export const culprit: CulpritWords = {
  process: (name, id, share) => `${name} (${id})${NBSP}${share}`,
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
