import type { ReportWords } from '../report.ts';

export const report: ReportWords = {
  heading: (count, spoke, alarms) =>
    `지난주: 경보 ${alarms}개 중 ${spoke}개가 모두 ${count}번 울렸습니다`,
  loudest: '가장 자주 울린 경보',
  spoken: (count, healed, longest) => {
    const soon = healed === 0 ? '' : ` 그중 ${healed}번은 5분 안에 끝났고,`;
    return `${count}번 울렸으며,${soon} 가장 길게는 ${longest} 동안 이어졌습니다`;
  },
  healed: '매번 손쓸 틈도 없이 5분 안에 끝난 경보',
  silent: (count) => `한 번도 울리지 않은 경보(${count}개)`,
  noData: (count) => `지금 데이터가 없는 경보(${count}개)`,
  more: (count) => `외 ${count}개`,
  advice: (limit, wait, told, of) =>
    `기준을 ${wait} 동안 ${limit}로 바꾸었다면 ${of}번 중 ${told}번만 알렸을 것이고, ${wait}보다 오래 이어진 경보는 하나도 빠지지 않았을 것입니다.`,
  command: '다음 명령으로 바꿀 수 있습니다.',
};
