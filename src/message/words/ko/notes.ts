import type { Words } from '../words.ts';

/** What notes say in words of ours, and the usual names of facts; names of services and what others wrote stay as they are. */

/** The names of facts and links, as many as are usual: `English=한국어`, parted by bars and line ends. */
const LABELS = `
  Account=계정 | Account id=계정 ID | Account name=계정 이름 | Action=작업
  Actions enabled=작업 사용 | Affected=영향 대상 | Affected account=영향받는 계정 | Alarm=경보
  Alarm name=경보 이름 | Anomaly=이상 비용 | Anomaly id=이상 비용 ID | Application=애플리케이션
  Application name=애플리케이션 이름 | Author=작성자 | Availability zone=가용 영역
  AWS account id=계정 ID | Bounce subtype=반송 하위 유형 | Bucket=버킷 | Bucket name=버킷 이름
  By=실행자 | Category=범주 | Cause=원인 | Cluster=클러스터 | Cluster name=클러스터 이름
  Code=코드 | Color=색 | Command id=명령 ID | Complete time=완료 시각 | Count=횟수
  Create time=생성 시각 | Created at=생성 시각 | Created by=생성한 사람 | Creation date=생성 일시
  Dashboard=대시보드 | Database=데이터베이스 | Date=날짜 | Days to expiry=만료까지 남은 일수
  Deployment=배포 | Deployment id=배포 ID | Description=설명 | Destination reference=대상 브랜치
  Detail=상세 | Details=상세 | Duration=소요 시간 | End=종료 | End date=종료 일시
  End time=종료 시각 | Environment=환경 | Environment name=환경 이름 | Environment URL=환경 URL
  Error=오류 | Error code=오류 코드 | Error message=오류 메시지 | Error type=오류 유형
  Event=이벤트 | Event categories=이벤트 범주 | Event category=이벤트 범주 | Event id=이벤트 ID
  Event name=이벤트 이름 | Event source=이벤트 소스 | Event time=이벤트 시각
  Event type=이벤트 유형 | Execution=실행 | Exit code=종료 코드 | Expire after=만료 시각
  Expires=만료 | Failure reason=실패 사유 | File path=파일 경로 | Finding=탐지 결과
  First observed at=처음 발견된 시각 | Fix available=수정 가능 여부 | From=보낸 사람
  Function name=함수 이름 | Graph=그래프 | Host=호스트 | Hostname=호스트 이름 | Id=ID
  Image=이미지 | Initiator=시작한 주체 | Instance=인스턴스 | Instance id=인스턴스 ID | Issue=문제
  Job=작업 | Job id=작업 ID | Job name=작업 이름 | Job queue=작업 대기열 | Key=키
  Last time=마지막 시각 | Last updated=마지막 업데이트 | Level=수준 | Link=링크
  Log group=로그 그룹 | Log stream=로그 스트림 | Login=로그인 | Logs=로그 | Message=메시지
  Message type=메시지 유형 | Metric=지표 | Name=이름 | New state=새 상태
  Notification process id=알림 프로세스 ID | Number=번호 | Object=객체 | Old state=이전 상태
  Operation=작업 | Outcome=결과 | Owner=소유자 | Panel=패널 | Percent done=진행률(%)
  Pipeline=파이프라인 | Pod=포드 | Previous state=이전 상태 | Priority=우선순위 | Project=프로젝트
  Project name=프로젝트 이름 | Protocol=프로토콜 | Queue=대기열 | Reason=사유 | Region=리전
  Repository=리포지토리 | Repository name=리포지토리 이름 | Request id=요청 ID
  Requested by=요청자 | Resource=리소스 | Resource arn=리소스 ARN | Resource id=리소스 ID
  Resource name=리소스 이름 | Resource type=리소스 유형 | Resources=리소스 | Result=결과
  Review=검토 | Risk=위험도 | Rule=규칙 | Scan status=스캔 상태 | Server=서버 | Service=서비스
  Service name=서비스 이름 | Severity=심각도 | Silence=알림 끄기 | Source=소스
  Source arn=소스 ARN | Source IP=소스 IP | Source reference=소스 브랜치 | Stack=스택
  Stage=스테이지 | Stage name=스테이지 이름 | Start=시작 | Start date=시작 일시
  Start time=시작 시각 | State=상태 | State reason=상태 사유 | Status=상태 | Status code=상태 코드
  Status message=상태 메시지 | Status reason=상태 사유 | Stop code=중지 코드 | Stop date=중지 일시
  Stopped reason=중지 사유 | Subject=제목 | Summary=요약 | Tags=태그 | Task=태스크
  Task definition=태스크 정의 | Team=팀 | Threshold=임계값 | Time=시각 | Timestamp=시각
  Title=제목 | Topic=주제 | Tries=시도 횟수 | Trigger=트리거 | Type=유형
  Updated at=업데이트 시각 | URL=URL | User=사용자 | User agent=사용자 에이전트
  User name=사용자 이름 | Username=사용자 이름 | Value=값 | Version=버전 | Volume=볼륨
  Was=이전 상태 | What is reviewed=검토 대상 | What it means=이벤트 설명 | What to do=조치 방법
  Window id=유지 관리 기간 ID | Workflow=워크플로
`;

let labels: ReadonlyMap<string, string> | undefined;

/** Read at first use: few containers meet a note. */
function labelled(name: string): string {
  labels ??= new Map(
    LABELS.trim()
      .split(/ \| |\n\s*/)
      .map(
        (pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const,
      ),
  );
  return labels.get(name) ?? name;
}

const PHRASES: readonly (readonly [said: RegExp, korean: string])[] = [
  [/^Approval needed: /, '승인 필요: '],
  [/^Cost anomaly of /, '비용 이상 '],
  [/^Spent: (.{1,60}), expected (.{1,60})$/m, '지출 $1, 예상 $2'],
  [/^Budget (.{1,200}): ACTUAL (\S{1,40}) of /, '예산 $1: 실제 $2 / 한도 '],
  [/^Budget (.{1,200}): FORECASTED (\S{1,40}) of /, '예산 $1: 예상 $2 / 한도 '],
  [/^Alarm created: /, '경보 생성: '],
  [/^Alarm changed: /, '경보 변경: '],
  [/^Alarm deleted: /, '경보 삭제: '],
  [/^S3 test event of /, 'S3 테스트 이벤트: '],
  [/: Spot interruption(?= |$)/, ': 스팟 인스턴스 중단 예고'],
  [/: Spot rebalance recommended$/, ': 스팟 인스턴스 재조정 권고'],
  [/^Security Hub finding$/, 'Security Hub 탐지 결과'],
  [/^(i-[0-9a-f]{8,17}) is stopped$/, '$1 중지됨'],
  [/^(i-[0-9a-f]{8,17}) is terminated$/, '$1 종료됨'],
  [/^(i-[0-9a-f]{8,17}) is running$/, '$1 실행 중'],
];

export const note: NonNullable<Words['note']> = {
  label: labelled,
  phrase: (text) =>
    PHRASES.reduce((said, [pattern, korean]) => said.replace(pattern, korean), text),
};
