<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>ChatList</name>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>모든 대화 검색</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer or shorter words.</source>
        <translation>찾은 결과가 없습니다. 단어를 줄이거나 더 짧게 입력해 보세요.</translation>
    </message>
    <message>
        <source>Your chats will be listed here. They stay on this computer.</source>
        <translation>대화 목록이 여기에 표시됩니다. 모든 대화는 이 컴퓨터에만 저장됩니다.</translation>
    </message>
</context>
<context>
    <name>ChatListItem</name>
    <message>
        <source>Name of the chat</source>
        <translation>대화 이름</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>고정 해제</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Chats</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%2 토큰 중 %1</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>코드 복사</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Ask %1 anything</source>
        <translation>%1에게 무엇이든 물어보세요</translation>
    </message>
    <message>
        <source>Write a message; it is answered as soon as the model is loaded</source>
        <translation>메시지를 입력하세요. 모델을 불러오면 바로 답변합니다</translation>
    </message>
    <message>
        <source>Thinking on</source>
        <translation>생각 켜짐</translation>
    </message>
    <message>
        <source>Thinking off</source>
        <translation>생각 꺼짐</translation>
    </message>
    <message>
        <source>This model always thinks</source>
        <translation>항상 생각하는 모델입니다</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Everything stays on this computer. Answers can be wrong; check what matters.</source>
        <translation>모든 내용은 이 컴퓨터에만 남습니다. 답변이 틀릴 수 있으니 중요한 내용은 확인하세요.</translation>
    </message>
</context>
<context>
    <name>HardwarePage</name>
    <message>
        <source>Hardware</source>
        <translation>하드웨어</translation>
    </message>
    <message>
        <source>Memory of the model: weights %1, conversation %2, work space %3</source>
        <translation>모델 메모리: 가중치 %1, 대화 %2, 작업 공간 %3</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Conversation (KV cache)</source>
        <translation>대화(KV 캐시)</translation>
    </message>
    <message>
        <source>Work space</source>
        <translation>작업 공간</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 토큰</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Active per token</source>
        <translation>토큰당 활성 매개변수</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>전문가</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1개</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>생각</translation>
    </message>
    <message>
        <source>Devices of this computer</source>
        <translation>이 컴퓨터의 장치</translation>
    </message>
    <message>
        <source>Choose automatically</source>
        <translation>자동으로 선택</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 찾기</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation>장치를 찾는 중…</translation>
    </message>
    <message>
        <source>No Vulkan device was found. Install the driver of your graphics card, or the package mesa-vulkan-drivers to run on the processor.</source>
        <translation>Vulkan 장치를 찾지 못했습니다. 그래픽 카드 드라이버를 설치하거나, 프로세서에서 실행하려면 mesa-vulkan-drivers 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>Cannot be used: %1.</source>
        <translation>사용할 수 없음: %1.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Chats</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Hardware</source>
        <translation>하드웨어</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message>
        <source>Previous version</source>
        <translation>이전 버전</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>다음 버전</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Edit as a new branch</source>
        <translation>새 분기로 편집</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>다시 답변</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>이어서 답변</translation>
    </message>
</context>
<context>
    <name>MessageDelegate</name>
    <message>
        <source>You</source>
        <translation>나</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답변</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>모델을 불러오는 중…</translation>
    </message>
    <message>
        <source>Reading your message…</source>
        <translation>메시지를 읽는 중…</translation>
    </message>
    <message>
        <source>Conclave was closed while this answer was being written.</source>
        <translation>답변을 쓰는 도중에 Conclave가 종료되었습니다.</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>답변을 중지했습니다.</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>다시 질문</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>최신 메시지로 이동</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>Loading %1 … %2 %</source>
        <translation>%1 불러오는 중… %2%</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>모델 선택</translation>
    </message>
    <message>
        <source>Opens the list of models</source>
        <translation>모델 목록을 엽니다</translation>
    </message>
    <message>
        <source>Open a GGUF file…</source>
        <translation>GGUF 파일 열기…</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>모델 열기</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>모델 (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>Turns off animations</source>
        <translation>애니메이션을 끕니다</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>줄이기</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>보내기 키</translation>
    </message>
    <message>
        <source>Thinking in new chats</source>
        <translation>새 대화에서 생각하기</translation>
    </message>
    <message>
        <source>For models that can switch it; each chat remembers its own choice</source>
        <translation>생각을 켜고 끌 수 있는 모델에 적용됩니다. 선택은 대화마다 기억됩니다</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끄기</translation>
    </message>
    <message>
        <source>On</source>
        <translation>켜기</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>답변</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>온도</translation>
    </message>
    <message>
        <source>0 always takes the most likely word; higher is more varied</source>
        <translation>0이면 항상 가장 가능성 높은 단어를 고르고, 높을수록 다양해집니다</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Chooses among the k most likely words; 0 is off</source>
        <translation>가능성이 높은 단어 k개 중에서 고릅니다. 0이면 끕니다</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Leaves out the unlikely rest beyond this share; 1 is off</source>
        <translation>누적 확률이 이 값을 넘는 나머지 단어를 제외합니다. 1이면 끕니다</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Leaves out words less likely than this share of the best; 0 is off</source>
        <translation>가장 유력한 단어의 확률에 이 비율을 곱한 값보다 낮은 단어를 제외합니다. 0이면 끕니다</translation>
    </message>
    <message>
        <source>Repeat penalty</source>
        <translation>반복 억제</translation>
    </message>
    <message>
        <source>Makes words of the last sentences less likely; 1 is off</source>
        <translation>최근 문장에 나온 단어가 다시 나올 가능성을 낮춥니다. 1이면 끕니다</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>Tokens a conversation can hold; 0 takes the model&apos;s own. Used when a model is loaded next</source>
        <translation>대화에 담을 수 있는 토큰 수입니다. 0이면 모델의 기본값을 씁니다. 다음에 모델을 불러올 때 적용됩니다</translation>
    </message>
    <message>
        <source>Restore the defaults of answers</source>
        <translation>답변 설정을 기본값으로 되돌리기</translation>
    </message>
    <message>
        <source>About</source>
        <translation>정보</translation>
    </message>
    <message>
        <source>Conclave %1. Free software under the Apache License 2.0. It sends nothing anywhere: no account, no telemetry, no network.</source>
        <translation>Conclave %1. Apache License 2.0을 따르는 자유 소프트웨어입니다. 계정도, 원격 측정도, 네트워크도 없이 아무것도 외부로 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Your chats are in %1</source>
        <translation>대화 저장 위치: %1</translation>
    </message>
    <message>
        <source>Memory of a conversation</source>
        <translation>대화 메모리</translation>
    </message>
    <message>
        <source>Compact takes half the memory and is a little less exact. Used when a model is loaded next</source>
        <translation>압축하면 메모리를 절반만 쓰고 정확도가 조금 낮아집니다. 다음에 모델을 불러올 때 적용됩니다</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>정확하게</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>압축</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>줄 바꿈</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>답변 중지</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>모든 대화 검색</translation>
    </message>
    <message>
        <source>Thinking on or off</source>
        <translation>생각 켜기/끄기</translation>
    </message>
    <message>
        <source>Show or hide the chat list</source>
        <translation>대화 목록 보이기/숨기기</translation>
    </message>
    <message>
        <source>Chats, Hardware, Settings</source>
        <translation>대화, 하드웨어, 설정</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>이 단축키 목록</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>ThinkingTrace</name>
    <message>
        <source>Thinking… %1 s</source>
        <translation>생각하는 중… %1초</translation>
    </message>
    <message>
        <source>Thought for %1 s</source>
        <translation>%1초 동안 생각함</translation>
    </message>
    <message>
        <source>Hide the thoughts</source>
        <translation>생각 숨기기</translation>
    </message>
    <message>
        <source>Show the thoughts</source>
        <translation>생각 보기</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>바로 답변</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Find your way</source>
        <translation>사용법 알아보기</translation>
    </message>
    <message>
        <source>How do I open my own model?</source>
        <translation>다른 모델을 쓰고 싶어요</translation>
    </message>
    <message>
        <source>Choose a quantisation</source>
        <translation>양자화 고르기</translation>
    </message>
    <message>
        <source>Which quantisation should I choose?</source>
        <translation>Which quantisation should I choose?</translation>
    </message>
    <message>
        <source>Watch it think</source>
        <translation>생각하는 과정 보기</translation>
    </message>
    <message>
        <source>What is 47 + 85?</source>
        <translation>47 + 85 = ?</translation>
    </message>
    <message>
        <source>A private assistant on this computer</source>
        <translation>이 컴퓨터 안의 개인 도우미</translation>
    </message>
    <message>
        <source>The small built-in Guide answers at once, without a network. It knows this program and the world of local models; open a bigger model for everything else.</source>
        <translation>작은 내장 모델 Guide가 네트워크 없이 바로 답변합니다. 이 프로그램과 로컬 모델에 관해 잘 알고 있으며, 그 밖의 질문에는 더 큰 모델을 여세요.</translation>
    </message>
</context>
<context>
    <name>conclave::App</name>
    <message>
        <source>You can chat, but nothing will be kept.</source>
        <translation>대화는 할 수 있지만 아무것도 저장되지 않습니다.</translation>
    </message>
</context>
<context>
    <name>conclave::ChatListViewModel</name>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>지난 7일</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>고정됨</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>The chat was moved to the bin.</source>
        <translation>대화를 휴지통으로 옮겼습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>conclave::HardwareViewModel</name>
    <message>
        <source>graphics card</source>
        <translation>그래픽 카드</translation>
    </message>
    <message>
        <source>graphics in the processor</source>
        <translation>내장 그래픽</translation>
    </message>
    <message>
        <source>virtual graphics card</source>
        <translation>가상 그래픽 카드</translation>
    </message>
    <message>
        <source>software on the processor</source>
        <translation>프로세서의 소프트웨어 렌더러</translation>
    </message>
    <message>
        <source>another device was preferred</source>
        <translation>다른 장치가 더 적합합니다</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>직접 선택한 장치입니다</translation>
    </message>
    <message>
        <source>No graphics card was found, so the processor does the work through software Vulkan; this is slow.</source>
        <translation>그래픽 카드를 찾지 못해 프로세서가 소프트웨어 Vulkan으로 처리합니다. 속도가 느립니다.</translation>
    </message>
    <message>
        <source>the fastest kind of device found</source>
        <translation>찾은 장치 중 가장 빠른 종류입니다</translation>
    </message>
</context>
<context>
    <name>conclave::MessageListModel</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 토큰/초</translation>
    </message>
    <message>
        <source>first token %1 s</source>
        <translation>첫 토큰까지 %1초</translation>
    </message>
    <message>
        <source>Model: %1 %2</source>
        <translation>모델: %1 %2</translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation>장치: %1</translation>
    </message>
    <message>
        <source>Prompt: %1 tokens, %2 of them from the cache, read at %3 tokens/s</source>
        <translation>프롬프트: %1 토큰(캐시에서 %2), 읽기 속도 %3 토큰/초</translation>
    </message>
    <message>
        <source>Thinking: %1 tokens in %2 s</source>
        <translation>생각: %1 토큰, %2초</translation>
    </message>
    <message>
        <source>Answer: %1 tokens at %2 tokens/s</source>
        <translation>답변: %1 토큰, %2 토큰/초</translation>
    </message>
    <message>
        <source>Total time: %1 s</source>
        <translation>총 시간: %1초</translation>
    </message>
    <message>
        <source>Context: %1 of %2 tokens</source>
        <translation>컨텍스트: %2 토큰 중 %1</translation>
    </message>
    <message>
        <source>Seed: %1</source>
        <translation>시드: %1</translation>
    </message>
</context>
<context>
    <name>conclave::ModelsViewModel</name>
    <message>
        <source>The built-in model is missing; install Conclave again or open a GGUF file.</source>
        <translation>내장 모델이 없습니다. Conclave를 다시 설치하거나 GGUF 파일을 여세요.</translation>
    </message>
    <message>
        <source>%1 is not a file on this computer.</source>
        <translation>%1: 이 컴퓨터에 있는 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>always on</source>
        <translation>항상 켜짐</translation>
    </message>
    <message>
        <source>can be switched</source>
        <translation>켜고 끌 수 있음</translation>
    </message>
</context>
</TS>
