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
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>오프라인</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>허브</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>조용함</translation>
    </message>
    <message>
        <source>Network: %1</source>
        <translation>네트워크: %1</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
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
    <message>
        <source>Find a model…</source>
        <translation>모델 찾기…</translation>
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
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Conclave %1. Free software under the Apache License 2.0. It sends nothing by itself: no account, no telemetry; the network is used only for the models you look for.</source>
        <translation>Conclave %1. Apache License 2.0을 따르는 자유 소프트웨어입니다. 스스로 아무것도 보내지 않습니다. 계정도 원격 측정도 없으며, 네트워크는 찾는 모델을 위해서만 씁니다.</translation>
    </message>
    <message>
        <source>Conclave %1. Free software under the Apache License 2.0. It sends nothing anywhere: no account, no telemetry, no network.</source>
        <translation>Conclave %1. Apache License 2.0을 따르는 자유 소프트웨어입니다. 계정도, 원격 측정도, 네트워크도 없이 아무것도 외부로 보내지 않습니다.</translation>
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
    <message>
        <source>Chats, Models, Compare, Hardware, Settings</source>
        <translation>대화, 모델, 비교, 하드웨어, 설정</translation>
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
<context>
    <name>AppDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>DiscoverList</name>
    <message>
        <source>Search the hub, or paste owner/repo</source>
        <translation>허브 검색 또는 owner/repo 붙여넣기</translation>
    </message>
    <message>
        <source>Search, or paste owner/repo</source>
        <translation>검색 또는 owner/repo 붙여넣기</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>찾을 곳</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>카탈로그</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>허브</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1개</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>Models of the catalogue</source>
        <translation>카탈로그의 모델</translation>
    </message>
    <message>
        <source>No model of the catalogue is like that. Show all again, or search the hub.</source>
        <translation>카탈로그에 그런 모델이 없습니다. 모두 다시 표시하거나 허브에서 검색하세요.</translation>
    </message>
    <message>
        <source>The catalogue is missing; install Conclave again.</source>
        <translation>카탈로그가 없습니다. Conclave를 다시 설치하세요.</translation>
    </message>
    <message>
        <source>Models found at the hub</source>
        <translation>허브에서 찾은 모델</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>다운로드 %1회</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>The network is switched off, so the hub cannot be asked. The catalogue works without it.</source>
        <translation>네트워크가 꺼져 있어 허브에 물어볼 수 없습니다. 카탈로그는 네트워크 없이도 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>허브에 묻는 중…</translation>
    </message>
    <message>
        <source>The hub has nothing like that. Try fewer words.</source>
        <translation>허브에 그런 모델이 없습니다. 단어를 줄여 보세요.</translation>
    </message>
    <message>
        <source>Nothing is sent until you search: then the hub at %1 sees your words.</source>
        <translation>검색하기 전에는 아무것도 보내지 않습니다. 검색하면 허브(%1)가 검색어를 받습니다.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Search the hub</source>
        <translation>허브 검색</translation>
    </message>
    <message>
        <source>Most talked about</source>
        <translation>화제순</translation>
    </message>
    <message>
        <source>Most downloaded</source>
        <translation>다운로드순</translation>
    </message>
    <message>
        <source>Most liked</source>
        <translation>좋아요순</translation>
    </message>
    <message>
        <source>Changed last</source>
        <translation>최근 변경순</translation>
    </message>
    <message>
        <source>Most able that fits</source>
        <translation>들어가는 것 중 유능한 순</translation>
    </message>
    <message>
        <source>Fastest here</source>
        <translation>이 컴퓨터에서 빠른 순</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>최신순</translation>
    </message>
    <message>
        <source>Smallest file</source>
        <translation>파일이 작은 순</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>이름순</translation>
    </message>
    <message>
        <source>terms first</source>
        <translation>약관 동의 먼저</translation>
    </message>
    <message>
        <source>Of what the hub found, nothing passes the filters.</source>
        <translation>허브에서 찾은 것 중 필터를 통과하는 것이 없습니다.</translation>
    </message>
    <message>
        <source>Show all again</source>
        <translation>모두 다시 표시</translation>
    </message>
</context>
<context>
    <name>conclave::DiscoverModel</name>
    <message>
        <source>%1 context</source>
        <translation>컨텍스트 %1</translation>
    </message>
    <message>
        <source>MoE %1 · %2 active · %3</source>
        <translation>MoE %1 · 활성 %2 · %3</translation>
    </message>
    <message>
        <source>Dense %1 · %2</source>
        <translation>밀집 %1 · %2</translation>
    </message>
    <message>
        <source>Writing code</source>
        <translation>코드 작성</translation>
    </message>
    <message>
        <source>Maths and reasoning</source>
        <translation>수학과 추론</translation>
    </message>
    <message>
        <source>Korean, Chinese, Japanese and more</source>
        <translation>한국어, 중국어, 일본어 등</translation>
    </message>
    <message>
        <source>European languages</source>
        <translation>유럽 언어</translation>
    </message>
    <message>
        <source>Pictures and documents</source>
        <translation>그림과 문서</translation>
    </message>
    <message>
        <source>Long documents</source>
        <translation>긴 문서</translation>
    </message>
    <message>
        <source>Chat about anything</source>
        <translation>무엇이든 대화</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>코딩</translation>
    </message>
    <message>
        <source>Korean, Chinese, Japanese</source>
        <translation>한국어, 중국어, 일본어</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>도구 사용</translation>
    </message>
    <message>
        <source>Small devices</source>
        <translation>작은 기기</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>The fastest that fits; still slow here</source>
        <translation>맞는 것 중 가장 빠르지만 여기서는 느립니다</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>%1 MB/s</source>
        <translation>%1 MB/s</translation>
    </message>
    <message>
        <source>%1 % verified</source>
        <translation>%1 % 검증됨</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>%1초 남음</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>%1분 남음</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>%1시간 남음</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>%1 진행률</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 사용</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 일시 정지</translation>
    </message>
    <message>
        <source>Try %1 again</source>
        <translation>%1 다시 시도</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 계속</translation>
    </message>
    <message>
        <source>Take %1 off the list</source>
        <translation>%1 목록에서 빼기</translation>
    </message>
    <message>
        <source>Cancel %1 and delete what arrived</source>
        <translation>%1 취소하고 받은 것 지우기</translation>
    </message>
</context>
<context>
    <name>DownloadsView</name>
    <message>
        <source>Pause all</source>
        <translation>모두 일시 정지</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>모두 계속</translation>
    </message>
    <message>
        <source>Clear the finished</source>
        <translation>끝난 것 지우기</translation>
    </message>
    <message>
        <source>Nothing is being downloaded. What you choose under Discover arrives here, can be paused, and is usable once its contents are verified.</source>
        <translation>내려받는 것이 없습니다. 찾아보기에서 고르면 여기에 나타나며, 일시 정지할 수 있고, 내용이 검증되면 바로 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Find a model</source>
        <translation>모델 찾기</translation>
    </message>
    <message>
        <source>Downloads go to %1</source>
        <translation>내려받는 곳: %1</translation>
    </message>
    <message>
        <source>Cancel %1?</source>
        <translation>%1 내려받기를 취소할까요?</translation>
    </message>
    <message>
        <source>Delete what arrived</source>
        <translation>받은 것을 삭제</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>To stop for now, pause it: then it goes on where it was. Cancelling deletes what arrived.</source>
        <translation>잠시 멈추려면 일시 정지하세요. 멈춘 곳부터 이어집니다. 취소하면 받은 것이 삭제됩니다.</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>This computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>이 컴퓨터를 살펴보는 중…</translation>
    </message>
    <message>
        <source>%1 RAM, shared with the device</source>
        <translation>RAM %1, 장치와 함께 사용</translation>
    </message>
    <message>
        <source>%1 RAM</source>
        <translation>RAM %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Fits this computer</source>
        <translation>이 컴퓨터에 들어감</translation>
    </message>
    <message>
        <source>Runs in this version</source>
        <translation>이 버전에서 실행됨</translation>
    </message>
    <message>
        <source>Can think</source>
        <translation>생각할 수 있음</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Free to use commercially</source>
        <translation>상업적 사용 자유</translation>
    </message>
    <message>
        <source>With a limit on users or revenue</source>
        <translation>사용자 수나 매출 제한 있음</translation>
    </message>
    <message>
        <source>For research only</source>
        <translation>연구용만</translation>
    </message>
    <message>
        <source>Good at</source>
        <translation>잘하는 일</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>MoE</source>
        <translation>MoE</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>밀집</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>파일 크기</translation>
    </message>
    <message>
        <source>File size up to, in GB</source>
        <translation>최대 파일 크기(GB)</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>계열</translation>
    </message>
    <message>
        <source>Any family</source>
        <translation>모든 계열</translation>
    </message>
    <message>
        <source>Opens the list of families</source>
        <translation>계열 목록을 엽니다</translation>
    </message>
    <message>
        <source>Show all again</source>
        <translation>모두 다시 표시</translation>
    </message>
</context>
<context>
    <name>FitBar</name>
    <message>
        <source>%1: weights %2, conversation %3, work space %4, of %5</source>
        <translation>%1: %5 중 가중치 %2, 대화 %3, 작업 공간 %4</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %3 중 %2</translation>
    </message>
    <message>
        <source>weights %1</source>
        <translation>가중치 %1</translation>
    </message>
    <message>
        <source>conversation %1</source>
        <translation>대화 %1</translation>
    </message>
    <message>
        <source>work space %1</source>
        <translation>작업 공간 %1</translation>
    </message>
    <message>
        <source>free %1</source>
        <translation>남음 %1</translation>
    </message>
</context>
<context>
    <name>LedgerDialog</name>
    <message>
        <source>%1 KB</source>
        <translation>%1 KB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>What Conclave sent and received</source>
        <translation>Conclave가 보내고 받은 것</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Nothing is fetched before you ask for it: by searching the hub, opening a model there, or downloading it. Every request is written down here.</source>
        <translation>허브를 검색하거나, 허브의 모델을 열거나, 내려받으라고 하기 전에는 아무것도 가져오지 않습니다. 모든 요청이 여기에 기록됩니다.</translation>
    </message>
    <message>
        <source>Forbid all network use</source>
        <translation>네트워크 사용 모두 금지</translation>
    </message>
    <message>
        <source>%1 requests, %2 sent, %3 received</source>
        <translation>요청 %1건, 보냄 %2, 받음 %3</translation>
    </message>
    <message>
        <source>Requests, newest first</source>
        <translation>요청, 최신순</translation>
    </message>
    <message>
        <source>%1 sent, %2 received</source>
        <translation>보냄 %1, 받음 %2</translation>
    </message>
    <message>
        <source>No request was ever made.</source>
        <translation>요청한 적이 없습니다.</translation>
    </message>
    <message>
        <source>Copy the whole list</source>
        <translation>목록 전체 복사</translation>
    </message>
</context>
<context>
    <name>conclave::LibraryModel</name>
    <message>
        <source>There is no GGUF file in what was dropped.</source>
        <translation>놓은 것 가운데 GGUF 파일이 없습니다.</translation>
    </message>
    <message>
        <source>%1 models were added to the library.</source>
        <translation>모델 %1개를 보관함에 더했습니다.</translation>
    </message>
    <message>
        <source>%1 could not be read to the end; check the disk.</source>
        <translation>%1 파일을 끝까지 읽지 못했습니다. 디스크를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 is damaged: its contents are not those that were published or last checked; download it again.</source>
        <translation>%1 파일이 손상되었습니다. 내용이 공개된 것이나 마지막으로 확인한 것과 다릅니다. 다시 내려받으세요.</translation>
    </message>
    <message>
        <source>%1 could not be moved to %2; check the space and the rights there. It is where it was.</source>
        <translation>%1 파일을 %2(으)로 옮기지 못했습니다. 그곳의 공간과 권한을 확인하세요. 파일은 제자리에 있습니다.</translation>
    </message>
    <message>
        <source>%1 could not be deleted; check the rights on its folder.</source>
        <translation>%1 파일을 지우지 못했습니다. 폴더 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>%1 was deleted; %2 are free again.</source>
        <translation>%1 모델을 지웠습니다. %2 공간이 비었습니다.</translation>
    </message>
    <message>
        <source>MoE %1, %2 active</source>
        <translation>MoE %1, 활성 %2</translation>
    </message>
    <message>
        <source>Dense %1</source>
        <translation>밀집 %1</translation>
    </message>
    <message>
        <source>contents recorded on %1</source>
        <translation>%1에 내용 기록함</translation>
    </message>
    <message>
        <source>verified on %1</source>
        <translation>%1에 검증됨</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>초당 %1토큰</translation>
    </message>
    <message>
        <source>The file is not there any more, or its disk is away.</source>
        <translation>파일이 없어졌거나 디스크가 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>This file belongs to %1, which will miss it.</source>
        <translation>이 파일은 %1의 것이므로 지우면 그 프로그램에서도 없어집니다.</translation>
    </message>
    <message>
        <source>downloaded</source>
        <translation>내려받음</translation>
    </message>
    <message>
        <source>opened by you</source>
        <translation>직접 연 파일</translation>
    </message>
    <message>
        <source>made here</source>
        <translation>여기서 만듦</translation>
    </message>
</context>
<context>
    <name>LibraryRow</name>
    <message>
        <source>never used</source>
        <translation>사용한 적 없음</translation>
    </message>
    <message>
        <source>last used %1</source>
        <translation>마지막 사용 %1</translation>
    </message>
    <message>
        <source>Moving…</source>
        <translation>옮기는 중…</translation>
    </message>
    <message>
        <source>Verifying, %1 %</source>
        <translation>검증 중, %1 %</translation>
    </message>
    <message>
        <source>Verifying %1</source>
        <translation>%1 검증 중</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 사용</translation>
    </message>
    <message>
        <source>More about %1</source>
        <translation>%1 더 보기</translation>
    </message>
    <message>
        <source>Verify the contents</source>
        <translation>내용 검증</translation>
    </message>
    <message>
        <source>Move to another folder…</source>
        <translation>다른 폴더로 옮기기…</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>목록에서 빼기</translation>
    </message>
    <message>
        <source>The file stays</source>
        <translation>파일은 그대로 둡니다</translation>
    </message>
    <message>
        <source>Delete the file…</source>
        <translation>파일 지우기…</translation>
    </message>
    <message>
        <source>Make another quant…</source>
        <translation>다른 양자화본 만들기…</translation>
    </message>
</context>
<context>
    <name>LibraryView</name>
    <message>
        <source>%1 in all, %2 of it downloaded by Conclave</source>
        <translation>모두 %1, 그중 Conclave가 내려받은 것 %2</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 찾기</translation>
    </message>
    <message>
        <source>Looks for models in the folders of LM Studio, Ollama, Hugging Face, Jan and GPT4All</source>
        <translation>LM Studio, Ollama, Hugging Face, Jan, GPT4All의 폴더에서 모델을 찾습니다</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>파일 열기…</translation>
    </message>
    <message>
        <source>Looking for models on this computer…</source>
        <translation>이 컴퓨터에서 모델을 찾는 중…</translation>
    </message>
    <message>
        <source>No other model is on this computer yet; the Guide is built in. Download one, drop a GGUF file on this window, or open one.</source>
        <translation>내장된 Guide 외에는 아직 이 컴퓨터에 모델이 없습니다. 내려받거나, GGUF 파일을 이 창에 놓거나, 파일을 여세요.</translation>
    </message>
    <message>
        <source>Find a model</source>
        <translation>모델 찾기</translation>
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
    <message>
        <source>Move the model to</source>
        <translation>모델을 옮길 곳</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1을(를) 지울까요?</translation>
    </message>
    <message>
        <source>Delete the file</source>
        <translation>파일 지우기</translation>
    </message>
    <message>
        <source>The file is deleted from the disk and cannot be brought back. Your chats stay.</source>
        <translation>파일은 디스크에서 지워지며 되살릴 수 없습니다. 대화는 그대로 남습니다.</translation>
    </message>
</context>
<context>
    <name>Licence</name>
    <message>
        <source>%1 million</source>
        <translation>%1백만</translation>
    </message>
    <message>
        <source>Commercial use is allowed.</source>
        <translation>상업적으로 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Not for commercial use: that needs a separate, paid licence.</source>
        <translation>상업적으로 쓸 수 없습니다. 따로 유료 라이선스가 필요합니다.</translation>
    </message>
    <message>
        <source>Commercial use is allowed below %1 monthly users; above that a separate licence is needed.</source>
        <translation>월 사용자 %1명 미만이면 상업적으로 쓸 수 있습니다. 그 이상은 따로 라이선스가 필요합니다.</translation>
    </message>
    <message>
        <source>Commercial use is free below %1 US dollars of yearly revenue.</source>
        <translation>연 매출 미화 %1달러 미만이면 상업적 사용이 무료입니다.</translation>
    </message>
    <message>
        <source>Whether commercial use is allowed is not established: read the text.</source>
        <translation>상업적 사용이 되는지 확인되지 않았습니다. 원문을 읽으세요.</translation>
    </message>
    <message>
        <source>Other models may be trained on its answers.</source>
        <translation>답변으로 다른 모델을 학습시켜도 됩니다.</translation>
    </message>
    <message>
        <source>Other models may be trained on its answers, but their names must begin with “Llama” when published.</source>
        <translation>답변으로 다른 모델을 학습시켜도 되지만, 공개할 때 이름이 “Llama”로 시작해야 합니다.</translation>
    </message>
    <message>
        <source>A model trained on its answers falls under the same terms.</source>
        <translation>답변으로 학습시킨 모델에도 같은 조건이 적용됩니다.</translation>
    </message>
    <message>
        <source>Training other models on its answers is for research only.</source>
        <translation>답변으로 다른 모델을 학습시키는 것은 연구용으로만 됩니다.</translation>
    </message>
    <message>
        <source>Whoever passes it on keeps the licence and notices with it.</source>
        <translation>다시 나눌 때는 라이선스와 고지를 함께 전해야 합니다.</translation>
    </message>
    <message>
        <source>Products with more than %1 monthly users must show “%2”.</source>
        <translation>월 사용자가 %1명을 넘는 제품은 “%2”를 표시해야 합니다.</translation>
    </message>
    <message>
        <source>Products must show “%1” and pass the agreement on.</source>
        <translation>제품은 “%1”를 표시하고 계약을 함께 전해야 합니다.</translation>
    </message>
    <message>
        <source>Rights are not granted to people and companies in the European Union.</source>
        <translation>유럽 연합의 개인과 회사에는 권리가 주어지지 않습니다.</translation>
    </message>
    <message>
        <source>A list of forbidden uses applies and must be passed on.</source>
        <translation>금지된 용도 목록이 적용되며 함께 전해야 합니다.</translation>
    </message>
    <message>
        <source>It includes a patent licence.</source>
        <translation>특허 사용 허락이 들어 있습니다.</translation>
    </message>
    <message>
        <source>not stated by its publisher</source>
        <translation>게시자가 밝히지 않음</translation>
    </message>
    <message>
        <source>Licence of %1: %2</source>
        <translation>%1의 라이선스: %2</translation>
    </message>
    <message>
        <source>Kept by Conclave on %1, the day of the download.</source>
        <translation>내려받은 날(%1)에 Conclave가 보관함.</translation>
    </message>
</context>
<context>
    <name>LicenceWords</name>
    <message>
        <source>Licence: %1</source>
        <translation>라이선스: %1</translation>
    </message>
    <message>
        <source>Read the text</source>
        <translation>원문 읽기</translation>
    </message>
    <message>
        <source>Opens %1 in the browser</source>
        <translation>브라우저에서 %1 열기</translation>
    </message>
</context>
<context>
    <name>LicencesView</name>
    <message>
        <source>What the models' licences allow, in plain words. This is not legal advice; the text itself counts. A copy of the words, with the date, is kept beside each downloaded file.</source>
        <translation>모델 라이선스가 허용하는 것을 쉬운 말로 적었습니다. 법률 조언이 아니며 원문이 우선합니다. 내려받은 파일 옆에 날짜와 함께 사본을 둡니다.</translation>
    </message>
    <message>
        <source>Kind of licence</source>
        <translation>라이선스 종류</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>자유</translation>
    </message>
    <message>
        <source>With limits</source>
        <translation>제한 있음</translation>
    </message>
    <message>
        <source>Research</source>
        <translation>연구용</translation>
    </message>
    <message>
        <source>Models: %1</source>
        <translation>모델: %1</translation>
    </message>
</context>
<context>
    <name>conclave::Machine</name>
    <message>
        <source>%1 GB/s, measured</source>
        <translation>%1 GB/s, 측정값</translation>
    </message>
    <message>
        <source>%1 GB/s, published</source>
        <translation>%1 GB/s, 공개값</translation>
    </message>
</context>
<context>
    <name>conclave::ModelDetail</name>
    <message>
        <source>checked</source>
        <translation>확인됨</translation>
    </message>
    <message>
        <source>partly checked</source>
        <translation>일부 확인됨</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>계산값</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>확인 안 됨</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>thinking can be switched</source>
        <translation>생각을 켜고 끌 수 있음</translation>
    </message>
    <message>
        <source>always thinks</source>
        <translation>항상 생각함</translation>
    </message>
    <message>
        <source>always thinks, with more or less effort</source>
        <translation>항상 생각하며 정도를 조절함</translation>
    </message>
    <message>
        <source>does not think aloud</source>
        <translation>생각을 드러내지 않음</translation>
    </message>
    <message>
        <source>%1 experts, %2 at work</source>
        <translation>전문가 %1개 중 %2개 작동</translation>
    </message>
    <message>
        <source> and %1 shared</source>
        <translation>, 공유 %1개</translation>
    </message>
    <message>
        <source>This version cannot run files in this format yet.</source>
        <translation>이 버전은 아직 이 형식의 파일을 실행하지 못합니다.</translation>
    </message>
    <message>
        <source>This version cannot run this family of models yet.</source>
        <translation>이 버전은 아직 이 계열의 모델을 실행하지 못합니다.</translation>
    </message>
    <message>
        <source>Its needs are read from the file before the download.</source>
        <translation>필요한 메모리는 내려받기 전에 파일에서 읽습니다.</translation>
    </message>
    <message>
        <source>This computer's device is not known yet.</source>
        <translation>이 컴퓨터의 장치를 아직 모릅니다.</translation>
    </message>
    <message>
        <source>Needs %1 of its experts in RAM, which this version cannot do yet.</source>
        <translation>전문가 %1를 RAM에 두어야 하는데, 이 버전은 아직 그렇게 하지 못합니다.</translation>
    </message>
    <message>
        <source>Too large with this context; up to %1 would fit.</source>
        <translation>이 컨텍스트로는 너무 큽니다. %1까지는 들어갑니다.</translation>
    </message>
    <message>
        <source>Needs %1, and this computer can lend %2.</source>
        <translation>%1가 필요하지만 이 컴퓨터가 내줄 수 있는 것은 %2입니다.</translation>
    </message>
    <message>
        <source>Fits, with a context of up to %1.</source>
        <translation>들어갑니다. 컨텍스트는 %1까지 됩니다.</translation>
    </message>
    <message>
        <source>Good at</source>
        <translation>잘하는 일</translation>
    </message>
    <message>
        <source>editorial · as of %1</source>
        <translation>편집부 의견 · %1 기준</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>%1, of which %2 at work per token</source>
        <translation>%1, 토큰마다 %2 작동</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>%1 as trained; the maker documents %2 with extra settings</source>
        <translation>학습된 길이 %1. 제작사는 추가 설정으로 %2까지 안내함</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>생각</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>읽는 것</translation>
    </message>
    <message>
        <source>also pictures; this version uses the text part only</source>
        <translation>그림도 읽지만, 이 버전은 글 부분만 사용함</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>공개일</translation>
    </message>
    <message>
        <source>as its publisher states it at the hub</source>
        <translation>게시자가 허브에 밝힌 대로</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>There are no GGUF files here, which are what Conclave runs. Others often publish them for the same model.</source>
        <translation>여기에는 Conclave가 실행하는 GGUF 파일이 없습니다. 같은 모델의 GGUF 파일을 다른 곳에서 게시하는 경우가 많습니다.</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>명시되지 않음</translation>
    </message>
    <message>
        <source>as the hub states it</source>
        <translation>허브에 적힌 대로</translation>
    </message>
    <message>
        <source>read from the file itself</source>
        <translation>파일에서 직접 읽음</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>mixture of %1 experts, %2 at work per token</source>
        <translation>전문가 %1개 혼합, 토큰마다 %2개 작동</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>밀집</translation>
    </message>
    <message>
        <source>What it needs is read from the file once you have accepted the terms of its publisher.</source>
        <translation>게시자의 약관에 동의하고 나면 파일에서 필요한 메모리를 읽습니다.</translation>
    </message>
</context>
<context>
    <name>ModelDetailView</name>
    <message>
        <source>Back to the list</source>
        <translation>목록으로 돌아가기</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>허브에 묻는 중…</translation>
    </message>
    <message>
        <source>Its publisher asks everybody to accept terms first, in the browser, with the account your token belongs to.</source>
        <translation>게시자가 먼저 약관 동의를 요구합니다. 토큰의 계정으로 브라우저에서 동의하세요.</translation>
    </message>
    <message>
        <source>Its publisher asks everybody to accept terms first. Do so in the browser, then enter a token of that account here.</source>
        <translation>게시자가 먼저 약관 동의를 요구합니다. 브라우저에서 동의한 뒤 그 계정의 토큰을 여기에 입력하세요.</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>페이지 열기</translation>
    </message>
    <message>
        <source>Change the token…</source>
        <translation>토큰 바꾸기…</translation>
    </message>
    <message>
        <source>Enter a token…</source>
        <translation>토큰 입력…</translation>
    </message>
    <message>
        <source>Sizes before the download are rounded or computed; the hub says the exact ones.</source>
        <translation>내려받기 전의 크기는 반올림하거나 계산한 값이며, 정확한 크기는 허브가 알려 줍니다.</translation>
    </message>
    <message>
        <source>Sizes as the hub states them.</source>
        <translation>허브가 밝힌 크기입니다.</translation>
    </message>
    <message>
        <source>Look at its files on the hub</source>
        <translation>허브에서 파일 보기</translation>
    </message>
    <message>
        <source>by the maker</source>
        <translation>제작사</translation>
    </message>
    <message>
        <source>name checked</source>
        <translation>이름 확인됨</translation>
    </message>
    <message>
        <source>name not checked</source>
        <translation>이름 확인 안 됨</translation>
    </message>
    <message>
        <source>Before you download</source>
        <translation>내려받기 전에</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>Search the hub for them</source>
        <translation>허브에서 찾기</translation>
    </message>
    <message>
        <source>Take its file for pictures along: %1, %2. This version reads text only.</source>
        <translation>그림용 파일도 함께 받기: %1, %2. 이 버전은 글만 읽습니다.</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>The maker's own scores: %1</source>
        <translation>제작사가 밝힌 점수: %1</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Part of the page</source>
        <translation>페이지의 부분</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>찾아보기</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>보관함</translation>
    </message>
    <message>
        <source>Downloads %1</source>
        <translation>내려받기 %1</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>All downloads</source>
        <translation>모든 내려받기</translation>
    </message>
</context>
<context>
    <name>NetworkSettings</name>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Used only for what you ask of the hub; off means that no request leaves the program</source>
        <translation>허브에 요청할 때만 씁니다. 끄면 어떤 요청도 나가지 않습니다</translation>
    </message>
    <message>
        <source>When I ask</source>
        <translation>요청할 때만</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>허브</translation>
    </message>
    <message>
        <source>Set by CONCLAVE_HUB_URL</source>
        <translation>CONCLAVE_HUB_URL로 정해짐</translation>
    </message>
    <message>
        <source>Hugging Face, or the address of a mirror</source>
        <translation>Hugging Face 또는 미러 주소</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>프록시</translation>
    </message>
    <message>
        <source>“system”, “none”, or an address</source>
        <translation>“system”, “none” 또는 주소</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Needed only for models whose publisher asks for consent</source>
        <translation>게시자가 동의를 요구하는 모델에만 필요합니다</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>바꾸기…</translation>
    </message>
    <message>
        <source>Enter…</source>
        <translation>입력…</translation>
    </message>
    <message>
        <source>Token for the hub</source>
        <translation>허브 토큰</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Show every request</source>
        <translation>모든 요청 보기</translation>
    </message>
    <message>
        <source>Kept %1</source>
        <translation>보관하는 곳: %1</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>%1 with %2 context on this computer</source>
        <translation>이 컴퓨터에서 %1, 컨텍스트 %2</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>Context: %1 tokens</source>
        <translation>컨텍스트: %1토큰</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>예상</translation>
    </message>
</context>
<context>
    <name>QuantRow</name>
    <message>
        <source>recommended here</source>
        <translation>이 컴퓨터에 추천</translation>
    </message>
    <message>
        <source>%1 b/w</source>
        <translation>%1 b/w</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>Make here</source>
        <translation>여기서 만들기</translation>
    </message>
    <message>
        <source>Make %1 here</source>
        <translation>%1 여기서 만들기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>추천</translation>
    </message>
</context>
<context>
    <name>conclave::QuantsModel</name>
    <message>
        <source>exact size</source>
        <translation>정확한 크기</translation>
    </message>
    <message>
        <source>published size, rounded</source>
        <translation>공개된 크기, 반올림</translation>
    </message>
    <message>
        <source>computed from the model's dimensions</source>
        <translation>모델 크기로 계산함</translation>
    </message>
    <message>
        <source>size not verified</source>
        <translation>크기 확인 안 됨</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>허브에 묻는 중…</translation>
    </message>
</context>
<context>
    <name>Recommendations</name>
    <message>
        <source>For this computer</source>
        <translation>이 컴퓨터에 맞는 모델</translation>
    </message>
    <message>
        <source>The most able models that fit its memory with a context of 8K. Speeds are estimates until a model has answered here.</source>
        <translation>컨텍스트 8K로 메모리에 들어가는 가장 유능한 모델입니다. 속도는 여기서 답해 보기 전까지 예상값입니다.</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>이 컴퓨터를 살펴보는 중…</translation>
    </message>
    <message>
        <source>This version reads text only; pictures are for later.</source>
        <translation>이 버전은 글만 읽습니다. 그림은 나중에 지원합니다.</translation>
    </message>
    <message>
        <source>No model of the catalogue fits this computer.</source>
        <translation>카탈로그에 이 컴퓨터에 맞는 모델이 없습니다.</translation>
    </message>
    <message>
        <source>Chosen by us from what is known as of %1; not a measured ranking.</source>
        <translation>%1 기준으로 알려진 것에서 우리가 골랐으며, 측정한 순위가 아닙니다.</translation>
    </message>
</context>
<context>
    <name>TokenDialog</name>
    <message>
        <source>Token for the hub</source>
        <translation>허브 토큰</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Remove the token kept now</source>
        <translation>지금 보관된 토큰 지우기</translation>
    </message>
    <message>
        <source>Make one at %1 under Settings, Access Tokens; the right to read is enough. It is sent to the hub alone, and kept in the system's keyring where there is one.</source>
        <translation>%1의 설정, 액세스 토큰에서 만드세요. 읽기 권한이면 됩니다. 허브에만 보내며, 시스템 키링이 있으면 거기에 보관합니다.</translation>
    </message>
</context>
<context>
    <name>conclave::PlannedQuant</name>
    <message>
        <source>Fits</source>
        <translation>들어감</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>너무 큼</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>아직 안 됨</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>원본 그대로</translation>
    </message>
    <message>
        <source>near lossless</source>
        <translation>거의 무손실</translation>
    </message>
    <message>
        <source>very close</source>
        <translation>매우 가까움</translation>
    </message>
    <message>
        <source>small loss</source>
        <translation>약간의 손실</translation>
    </message>
    <message>
        <source>noticeable loss</source>
        <translation>눈에 띄는 손실</translation>
    </message>
    <message>
        <source>for trying only</source>
        <translation>시험용</translation>
    </message>
    <message>
        <source>%1 tokens/s, measured here</source>
        <translation>초당 %1토큰, 여기서 측정</translation>
    </message>
    <message>
        <source>%1 ± %2 tokens/s</source>
        <translation>초당 %1 ± %2토큰</translation>
    </message>
    <message>
        <source>Too large for now</source>
        <translation>지금은 너무 큼</translation>
    </message>
</context>
<context>
    <name>ColumnMenu</name>
    <message>
        <source>Column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>열 추가</translation>
    </message>
    <message>
        <source>Opens the list of models</source>
        <translation>모델 목록을 엽니다</translation>
    </message>
    <message>
        <source>A GGUF file…</source>
        <translation>GGUF 파일…</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>모델 (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Of the model in use</source>
        <translation>지금 쓰는 모델의 것</translation>
    </message>
    <message>
        <source>Make another quant…</source>
        <translation>다른 양자화본 만들기…</translation>
    </message>
    <message>
        <source>Download %1, %2</source>
        <translation>%1 내려받기, %2</translation>
    </message>
    <message>
        <source>Make %1, %2</source>
        <translation>%1 만들기, %2</translation>
    </message>
    <message>
        <source>Here, from the best file of this model</source>
        <translation>이 모델의 가장 좋은 파일로 여기서</translation>
    </message>
</context>
<context>
    <name>CompareBanner</name>
    <message>
        <source>Read the answers and vote for the best; then you see who is who.</source>
        <translation>답변을 읽고 가장 좋은 것에 투표하세요. 그러면 누구의 답인지 보입니다.</translation>
    </message>
    <message>
        <source>%1 % done</source>
        <translation>%1 % 완료</translation>
    </message>
    <message>
        <source>Measure quality</source>
        <translation>품질 측정</translation>
    </message>
    <message>
        <source>Show who is who</source>
        <translation>누구인지 보기</translation>
    </message>
</context>
<context>
    <name>CompareColumn</name>
    <message>
        <source>Column %1: %2</source>
        <translation>열 %1: %2</translation>
    </message>
    <message>
        <source>Settings of %1</source>
        <translation>%1 설정</translation>
    </message>
    <message>
        <source>Reference of the others</source>
        <translation>나머지의 기준</translation>
    </message>
    <message>
        <source>First differs at word %1</source>
        <translation>%1번째 단어부터 다름</translation>
    </message>
    <message>
        <source>Same words as the reference</source>
        <translation>기준과 같은 단어</translation>
    </message>
    <message>
        <source>Your choice</source>
        <translation>내 선택</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>가장 좋음</translation>
    </message>
    <message>
        <source>%1 is best</source>
        <translation>%1이(가) 가장 좋음</translation>
    </message>
    <message>
        <source>Thinking on</source>
        <translation>생각하기 켬</translation>
    </message>
    <message>
        <source>Thinking off</source>
        <translation>생각하기 끔</translation>
    </message>
    <message>
        <source>Add it with and without thinking</source>
        <translation>생각하기를 켠 것과 끈 것 나란히</translation>
    </message>
    <message>
        <source>Measure the others against it</source>
        <translation>나머지의 기준으로 삼기</translation>
    </message>
    <message>
        <source>Remove column</source>
        <translation>열 제거</translation>
    </message>
</context>
<context>
    <name>CompareComposer</name>
    <message>
        <source>Questions, one a line</source>
        <translation>한 줄에 질문 하나</translation>
    </message>
    <message>
        <source>Question for all columns</source>
        <translation>모든 열에 할 질문</translation>
    </message>
    <message>
        <source>Add a second column, then ask all of them at once</source>
        <translation>두 번째 열을 추가하면 한꺼번에 물을 수 있습니다</translation>
    </message>
    <message>
        <source>Questions, one a line; Ctrl+Enter asks them all</source>
        <translation>한 줄에 질문 하나, Ctrl+Enter로 모두 묻기</translation>
    </message>
    <message>
        <source>Ask all columns the same question</source>
        <translation>모든 열에 같은 질문 하기</translation>
    </message>
    <message>
        <source>Several questions</source>
        <translation>여러 질문</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Ask all columns</source>
        <translation>모든 열에 묻기</translation>
    </message>
</context>
<context>
    <name>CompareEmpty</name>
    <message>
        <source>See what a smaller model costs</source>
        <translation>작은 모델이 무엇을 잃는지 보기</translation>
    </message>
    <message>
        <source>The same question for two to four models side by side: their answers, speed, memory, and measured quality. Try it with the built-in Guide: three sizes of it are made in seconds, here, without a network.</source>
        <translation>같은 질문을 둘에서 네 개의 모델에 나란히 묻고 답변, 속도, 메모리, 측정한 품질을 견줍니다. 내장 가이드로 해 보세요. 세 가지 크기를 이 컴퓨터에서 몇 초 만에, 네트워크 없이 만듭니다.</translation>
    </message>
    <message>
        <source>Compare the Guide in three sizes</source>
        <translation>가이드를 세 가지 크기로 비교</translation>
    </message>
    <message>
        <source>Choose models yourself</source>
        <translation>모델 직접 고르기</translation>
    </message>
    <message>
        <source>Compared before</source>
        <translation>이전 비교</translation>
    </message>
</context>
<context>
    <name>CompareHeader</name>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Compare · %1</source>
        <translation>비교 · %1</translation>
    </message>
    <message>
        <source>Same prompt %1</source>
        <translation>같은 프롬프트 %1</translation>
    </message>
    <message>
        <source>Prompts differ, %1</source>
        <translation>프롬프트가 다름, %1</translation>
    </message>
    <message>
        <source>All columns got the same rendered prompt; click to copy its SHA-256.</source>
        <translation>모든 열이 똑같은 프롬프트를 받았습니다. 누르면 SHA-256을 복사합니다.</translation>
    </message>
    <message>
        <source>Templates or thinking make different prompts of this question.</source>
        <translation>템플릿이나 생각하기 때문에 이 질문의 프롬프트가 서로 다릅니다.</translation>
    </message>
    <message>
        <source>Blind</source>
        <translation>블라인드</translation>
    </message>
    <message>
        <source>Hides names and figures, and mixes the columns, until you have voted.</source>
        <translation>투표할 때까지 이름과 수치를 숨기고 열의 순서를 섞습니다.</translation>
    </message>
    <message>
        <source>Compared before</source>
        <translation>이전 비교</translation>
    </message>
    <message>
        <source>New comparison</source>
        <translation>새 비교</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
</context>
<context>
    <name>ExportChip</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>마크다운…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>표 (CSV)…</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>그림 (PNG)…</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>마크다운으로 복사</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>비교 내보내기</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>마크다운 (*.md)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>표 (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>그림 (*.png)</translation>
    </message>
</context>
<context>
    <name>PromptLine</name>
    <message>
        <source>Previous question</source>
        <translation>이전 질문</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>다음 질문</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>모두 비슷함</translation>
    </message>
</context>
<context>
    <name>SavedComparisons</name>
    <message>
        <source>Delete %1</source>
        <translation>%1 삭제</translation>
    </message>
</context>
<context>
    <name>SeedChip</name>
    <message>
        <source>Seed %1</source>
        <translation>시드 %1</translation>
    </message>
    <message>
        <source>The same seed draws the same dice in every column.</source>
        <translation>같은 시드는 모든 열에서 같은 주사위를 던집니다.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
</context>
<context>
    <name>SpeedLine</name>
    <message>
        <source>Speed over the answer, at most %1 tokens per second</source>
        <translation>답변 동안의 속도, 최대 초당 %1토큰</translation>
    </message>
</context>
<context>
    <name>conclave::ComparisonColumnsModel</name>
    <message>
        <source>Is being made…</source>
        <translation>만드는 중…</translation>
    </message>
    <message>
        <source>Waits its turn</source>
        <translation>차례를 기다림</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>불러오는 중…</translation>
    </message>
    <message>
        <source>Reading the prompt…</source>
        <translation>프롬프트를 읽는 중…</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>생각하는 중…</translation>
    </message>
    <message>
        <source>Stopped before its end</source>
        <translation>끝나기 전에 멈춤</translation>
    </message>
    <message>
        <source>%1 tokens, %2 of them thinking</source>
        <translation>%1토큰, 그중 생각 %2</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1토큰</translation>
    </message>
</context>
<context>
    <name>conclave::ComparisonViewModel</name>
    <message>
        <source>They fit together: %1 of %2 free; %3 is kept once for several.</source>
        <translation>함께 들어갑니다: 남은 %2 중 %1. %3은(는) 한 번만 둡니다.</translation>
    </message>
    <message>
        <source>They fit together: %1 of %2 free.</source>
        <translation>함께 들어갑니다: 남은 %2 중 %1.</translation>
    </message>
    <message>
        <source>They run one after another.</source>
        <translation>차례로 실행합니다.</translation>
    </message>
    <message>
        <source>Together they need %1, and %2 are free: they run one after another.</source>
        <translation>함께 두려면 %1이(가) 필요한데 %2이(가) 남았습니다. 차례로 실행합니다.</translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation>모델을 불러오는 중…</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>답변하는 중…</translation>
    </message>
    <message>
        <source>Measuring each one's speed alone…</source>
        <translation>혼자일 때의 속도를 재는 중…</translation>
    </message>
    <message>
        <source>Measuring quality, %1 of %2…</source>
        <translation>품질을 재는 중, %2 중 %1…</translation>
    </message>
    <message>
        <source>Making %1 from the Guide…</source>
        <translation>가이드로 %1 만드는 중…</translation>
    </message>
    <message>
        <source>What does Q4_K_M mean?</source>
        <translation>Q4_K_M은 무슨 뜻인가요?</translation>
    </message>
    <message>
        <source>Looking whether the models fit together…</source>
        <translation>모델들이 함께 들어가는지 보는 중…</translation>
    </message>
    <message>
        <source>Measuring quality…</source>
        <translation>품질을 재는 중…</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1(으)로 저장했습니다.</translation>
    </message>
    <message>
        <source>Cannot save %1; choose another folder.</source>
        <translation>%1을(를) 저장할 수 없습니다. 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>%1 in %2 quantisations</source>
        <translation>%1, 양자화 %2가지</translation>
    </message>
    <message>
        <source>%1 with and without thinking</source>
        <translation>%1, 생각하기를 켜고 끄고</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>all alike: %1</source>
        <translation>모두 비슷함: %1</translation>
    </message>
    <message>
        <source>Your votes – %1</source>
        <translation>내 투표 – %1</translation>
    </message>
    <message>
        <source>On its way: %1</source>
        <translation>준비 중: %1</translation>
    </message>
    <message>
        <source>%1 is here; add it as a column when this is over.</source>
        <translation>%1이(가) 준비되었습니다. 지금 하는 일이 끝나면 열로 추가하세요.</translation>
    </message>
</context>
<context>
    <name>ComparisonExport</name>
    <message>
        <source>(%1)</source>
        <translation>(%1)</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Tokens/s alone</source>
        <translation>혼자 토큰/초</translation>
    </message>
    <message>
        <source>Tokens/s together</source>
        <translation>함께 토큰/초</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>첫 토큰</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>퍼플렉시티</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL 발산</translation>
    </message>
    <message>
        <source>Same top choice</source>
        <translation>같은 첫 선택</translation>
    </message>
    <message>
        <source>Reference: %1. Seed %2. Device: %3. Measured on %4.</source>
        <translation>기준: %1. 시드 %2. 장치: %3. 측정일 %4.</translation>
    </message>
    <message>
        <source>Probability change</source>
        <translation>확률 변화</translation>
    </message>
</context>
<context>
    <name>ComparisonMetrics</name>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 토큰/초</translation>
    </message>
    <message>
        <source>%1 together</source>
        <translation>함께 %1</translation>
    </message>
    <message>
        <source>together</source>
        <translation>함께</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>첫 토큰</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>퍼플렉시티</translation>
    </message>
    <message>
        <source>Same top choice</source>
        <translation>같은 첫 선택</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL 발산</translation>
    </message>
    <message>
        <source>99 %: %1</source>
        <translation>99 %: %1</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>+ %1 shared</source>
        <translation>+ 공유 %1</translation>
    </message>
    <message>
        <source>Probability change</source>
        <translation>확률 변화</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>%1 bits/weight</source>
        <translation>가중치당 %1비트</translation>
    </message>
</context>
<context>
    <name>conclave::QualityMeasurer</name>
    <message>
        <source>There is not enough memory to measure; close other programs.</source>
        <translation>측정할 메모리가 부족합니다. 다른 프로그램을 닫으세요.</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>is %1× faster here</source>
        <translation>이 컴퓨터에서 %1배 빠릅니다</translation>
    </message>
    <message>
        <source>is %1× faster here, running side by side</source>
        <translation>나란히 실행할 때 이 컴퓨터에서 %1배 빠릅니다</translation>
    </message>
    <message>
        <source>is %1× slower here</source>
        <translation>이 컴퓨터에서 %1배 느립니다</translation>
    </message>
    <message>
        <source>is %1× slower here, running side by side</source>
        <translation>나란히 실행할 때 이 컴퓨터에서 %1배 느립니다</translation>
    </message>
    <message>
        <source>%1 ± %2 %</source>
        <translation>%1 ± %2 %</translation>
    </message>
    <message>
        <source>%1 keeps %2 of the top choices of %3 at %4 of its size</source>
        <translation>%1: %3의 첫 선택을 %2 지키면서 크기는 %4</translation>
    </message>
    <message>
        <source>%1; its speed was not measured.</source>
        <translation>%1입니다. 속도는 재지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 and %2.</source>
        <translation>%1이고, %2.</translation>
    </message>
    <message>
        <source>%1 has %2 of the size of %3</source>
        <translation>%1: 크기는 %3의 %2</translation>
    </message>
    <message>
        <source>%1; speed and quality were not measured.</source>
        <translation>%1입니다. 속도와 품질은 재지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 and %2; its quality was not measured.</source>
        <translation>%1이고, %2. 품질은 재지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 wrote %2 tokens in %3 s, %4 wrote %5 in %6 s.</source>
        <translation>%1: %3초에 %2토큰, %4: %6초에 %5토큰을 썼습니다.</translation>
    </message>
    <message>
        <source>No answer came from %1.</source>
        <translation>%1은(는) 답하지 못했습니다.</translation>
    </message>
    <message>
        <source>Their answers are the same, word for word.</source>
        <translation>답변은 한 단어도 다르지 않습니다.</translation>
    </message>
    <message>
        <source>%1 first differs at word %2.</source>
        <translation>%1은(는) %2번째 단어부터 다릅니다.</translation>
    </message>
    <message>
        <source>thinking on</source>
        <translation>생각하기 켬</translation>
    </message>
    <message>
        <source>thinking off</source>
        <translation>생각하기 끔</translation>
    </message>
    <message>
        <source>thinking as it likes</source>
        <translation>생각하기 자유</translation>
    </message>
    <message>
        <source>is about as fast here</source>
        <translation>이 컴퓨터에서 속도는 거의 같습니다</translation>
    </message>
    <message>
        <source>is about as fast here, running side by side</source>
        <translation>나란히 실행할 때 이 컴퓨터에서 속도는 거의 같습니다</translation>
    </message>
</context>
<context>
    <name>conclave::DownloadQueue</name>
    <message>
        <source>%1 does not fit on the disk: with what other downloads still need it takes %2, and %3 are free; free some or choose another folder.</source>
        <translation>%1을(를) 저장할 디스크 공간이 부족합니다. 진행 중인 다른 다운로드까지 합하면 %2이(가) 필요한데 %3만 비어 있습니다. 공간을 비우거나 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>Network use is switched off; %1 goes on when it is switched on in the settings.</source>
        <translation>네트워크 사용이 꺼져 있습니다. 설정에서 켜면 %1 다운로드가 이어집니다.</translation>
    </message>
</context>
<context>
    <name>conclave::DownloadsModel</name>
    <message>
        <source>Waits for its turn</source>
        <translation>차례를 기다리는 중</translation>
    </message>
    <message>
        <source>Looking at what is there</source>
        <translation>받은 내용을 확인하는 중</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>다운로드 중</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>검증 중</translation>
    </message>
    <message>
        <source>Finding the damaged part</source>
        <translation>손상된 부분을 찾는 중</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>The computer went off before %1 was on the disk; go on to fetch what is missing.</source>
        <translation>%1이(가) 디스크에 모두 저장되기 전에 컴퓨터가 꺼졌습니다. 계속하면 빠진 부분을 다시 받습니다.</translation>
    </message>
    <message>
        <source>Verified by %1</source>
        <translation>%1 해시로 검증됨</translation>
    </message>
    <message>
        <source>Next attempt in %1 s</source>
        <translation>%1초 뒤 다시 시도</translation>
    </message>
</context>
<context>
    <name>conclave::HttpClient</name>
    <message>
        <source>There is another file called %1 in this folder; move it away or choose another folder.</source>
        <translation>이 폴더에 이름이 같은 다른 파일 %1이(가) 있습니다. 그 파일을 옮기거나 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>%1 was replaced at the hub; look the model up again.</source>
        <translation>허브에서 %1이(가) 다른 파일로 바뀌었습니다. 모델을 다시 조회하세요.</translation>
    </message>
    <message>
        <source>The answer of %1 is too long to be right.</source>
        <translation>%1의 응답이 지나치게 길어 올바른 응답으로 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 went silent; try again later.</source>
        <translation>%1의 응답이 끊겼습니다. 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 sends the request around without an end; tell whoever runs it.</source>
        <translation>%1이(가) 요청을 끝없이 다른 주소로 돌립니다. 운영자에게 알려 주세요.</translation>
    </message>
    <message>
        <source>The hub sent too little of %1; try again later.</source>
        <translation>허브가 %1의 일부만 보냈습니다. 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The header of %1 is not complete within the file; choose another one.</source>
        <translation>%1의 헤더가 파일 안에서 끝나지 않습니다. 다른 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The header of %1 cannot be read.</source>
        <translation>%1의 헤더를 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 ended the transfer of %2 too early; try again.</source>
        <translation>%1이(가) %2 전송을 너무 일찍 끝냈습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 sends %2 packed, though it was asked not to; try another hub.</source>
        <translation>압축하지 말라고 요청했는데도 %1이(가) %2을(를) 압축해 보냅니다. 다른 허브를 사용해 보세요.</translation>
    </message>
    <message>
        <source>%2 has %3 bytes at %1 instead of the %4 announced; look the model up again.</source>
        <translation>%1에 있는 %2의 크기는 알려진 %4바이트가 아니라 %3바이트입니다. 모델을 다시 조회하세요.</translation>
    </message>
    <message>
        <source>%1 sends other parts of %2 than were asked for; try again later.</source>
        <translation>%1이(가) 요청한 것과 다른 부분의 %2을(를) 보냅니다. 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>What the hub sends as %1 is not what it announces (its %2 is another one); it was not taken, choose another source.</source>
        <translation>허브가 보낸 %1의 내용이 허브가 알린 것과 다릅니다(%2 불일치). 받지 않았으니 다른 출처를 선택하세요.</translation>
    </message>
</context>
<context>
    <name>conclave::HttpError</name>
    <message>
        <source>The publisher of %1 asks to accept terms first; open its page in the browser, accept them, and store an access token in the settings.</source>
        <translation>%1의 게시자가 먼저 약관에 동의할 것을 요구합니다. 브라우저에서 해당 페이지를 열어 동의한 뒤 설정에 액세스 토큰을 저장하세요.</translation>
    </message>
    <message>
        <source>%1 gives %2 only to those who sign in, or does not have it; check the name, or store an access token in the settings.</source>
        <translation>%1은(는) %2을(를) 로그인한 사용자에게만 제공하거나 갖고 있지 않습니다. 이름을 확인하거나 설정에 액세스 토큰을 저장하세요.</translation>
    </message>
    <message>
        <source>%1 does not accept the access token; store a new one in the settings.</source>
        <translation>%1이(가) 액세스 토큰을 받아들이지 않습니다. 설정에 새 토큰을 저장하세요.</translation>
    </message>
    <message>
        <source>%1 does not give %2 to you; accept its terms on its page in the browser, and check that the access token in the settings may read it.</source>
        <translation>%1이(가) %2을(를) 제공하지 않습니다. 브라우저에서 약관에 동의하고, 설정의 액세스 토큰에 읽기 권한이 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>The proxy asks for a name and a password; put them into the proxy's address in the settings.</source>
        <translation>프록시가 이름과 비밀번호를 요구합니다. 설정의 프록시 주소에 함께 입력하세요.</translation>
    </message>
    <message>
        <source>The proxy for %1 does not answer; check its address in the settings.</source>
        <translation>%1에 연결할 프록시가 응답하지 않습니다. 설정에서 프록시 주소를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 could not prove who it is, so nothing was asked; a virus scanner or a company proxy that reads along may be the reason.</source>
        <translation>%1의 신원을 확인할 수 없어 요청을 보내지 않았습니다. 통신을 엿보는 백신 프로그램이나 회사 프록시가 원인일 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 could not prove who it is (%2), so nothing was asked; a virus scanner or a company proxy that reads along may be the reason.</source>
        <translation>%1의 신원을 확인할 수 없어(%2) 요청을 보내지 않았습니다. 통신을 엿보는 백신 프로그램이나 회사 프록시가 원인일 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 has no file %2 (any more); look the model up again.</source>
        <translation>%1에 %2 파일이 없거나 더 이상 없습니다. 모델을 다시 조회하세요.</translation>
    </message>
    <message>
        <source>%1 does not have this version of %2 (any more); look the model up again.</source>
        <translation>%1에 %2의 이 버전이 없거나 더 이상 없습니다. 모델을 다시 조회하세요.</translation>
    </message>
    <message>
        <source>%1 does not know %2; check the spelling.</source>
        <translation>%1에서 %2을(를) 찾을 수 없습니다. 철자를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 takes no more requests for now; try again in %2 seconds.</source>
        <translation>%1이(가) 지금은 요청을 더 받지 않습니다. %2초 뒤에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 has a problem of its own (status %2); try again later.</source>
        <translation>%1 서버에 문제가 있습니다(상태 %2). 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 did not understand the request for %2 (status %3).</source>
        <translation>%1이(가) %2 요청을 이해하지 못했습니다(상태 %3).</translation>
    </message>
    <message>
        <source>%1 was not found; check the address and the connection to the network.</source>
        <translation>%1을(를) 찾을 수 없습니다. 주소와 네트워크 연결을 확인하세요.</translation>
    </message>
    <message>
        <source>Nobody answers at %1; check the address, or try again later.</source>
        <translation>%1에서 응답이 없습니다. 주소를 확인하거나 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The connection to %1 was cut; try again.</source>
        <translation>%1과(와)의 연결이 끊겼습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 does not answer; try again later.</source>
        <translation>%1이(가) 응답하지 않습니다. 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 answered with something that is not HTTP.</source>
        <translation>%1의 응답이 HTTP 형식이 아닙니다.</translation>
    </message>
    <message>
        <source>The connection to %1 failed; check the network and try again.</source>
        <translation>%1에 연결하지 못했습니다. 네트워크를 확인하고 다시 시도하세요.</translation>
    </message>
</context>
<context>
    <name>conclave::HubPulls</name>
    <message>
        <source>"%1" names no model.</source>
        <translation>"%1"은(는) 모델 이름이 아닙니다.</translation>
    </message>
    <message>
        <source>not there (any more): %1</source>
        <translation>(더 이상) 없음: %1</translation>
    </message>
    <message>
        <source>terms have to be accepted first: %1</source>
        <translation>먼저 약관에 동의해야 함: %1</translation>
    </message>
    <message>
        <source>not there, or only for those who sign in: %1</source>
        <translation>없거나 로그인한 사람에게만 열림: %1</translation>
    </message>
    <message>
        <source>not open to you: %1</source>
        <translation>열려 있지 않음: %1</translation>
    </message>
    <message>
        <source>without %2: %1</source>
        <translation>%2 없음: %1</translation>
    </message>
    <message>
        <source>%2 cannot be verified there: %1</source>
        <translation>%2을(를) 검증할 수 없음: %1</translation>
    </message>
    <message>
        <source>The hub does not have this file where the catalogue knows it (%1). Search the hub for the model's name.</source>
        <translation>카탈로그가 아는 곳에는 허브에 이 파일이 없습니다(%1). 허브에서 모델 이름으로 검색하세요.</translation>
    </message>
</context>
<context>
    <name>conclave::HubClient</name>
    <message>
        <source>%1 describes %2 in a way Conclave does not understand; check the hub's address in the settings.</source>
        <translation>%1이(가) 보낸 %2 설명을 Conclave가 이해할 수 없습니다. 설정에서 허브 주소를 확인하세요.</translation>
    </message>
    <message>
        <source>this search</source>
        <translation>이 검색</translation>
    </message>
    <message>
        <source>its models</source>
        <translation>모델 목록</translation>
    </message>
    <message>
        <source>Parts of %1 are missing at the hub, so it cannot be used; choose another one.</source>
        <translation>허브에 %1의 일부 파일이 없어 사용할 수 없습니다. 다른 것을 선택하세요.</translation>
    </message>
    <message>
        <source>The hub gives no hash for %1, so what arrives could not be verified; choose another file.</source>
        <translation>허브가 %1의 해시를 알려 주지 않아 받은 내용을 검증할 수 없습니다. 다른 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The hub keeps %1 in Xet storage and does not say its SHA-256, so what arrives could not be verified; choose another file.</source>
        <translation>허브가 %1을(를) Xet 저장소에 두고 SHA-256을 알려 주지 않아 받은 내용을 검증할 수 없습니다. 다른 파일을 선택하세요.</translation>
    </message>
</context>
<context>
    <name>conclave::HubModelDetails</name>
    <message>
        <source>"%1" names no model; write owner/name or paste its address.</source>
        <translation>"%1"은(는) 모델 이름이 아닙니다. 소유자/이름을 입력하거나 주소를 붙여 넣으세요.</translation>
    </message>
</context>
<context>
    <name>conclave::NetworkPolicy</name>
    <message>
        <source>Network use is switched off; switch it on in the settings to reach %1.</source>
        <translation>네트워크 사용이 꺼져 있습니다. %1에 연결하려면 설정에서 켜세요.</translation>
    </message>
    <message>
        <source>"%1" is not an address that can be asked.</source>
        <translation>"%1"은(는) 요청을 보낼 수 있는 주소가 아닙니다.</translation>
    </message>
    <message>
        <source>The address of %1 carries a user name; such addresses are not followed.</source>
        <translation>%1의 주소에 사용자 이름이 들어 있습니다. 이런 주소는 따라가지 않습니다.</translation>
    </message>
    <message>
        <source>%1 is not asked without TLS; only addresses that begin with https:// are.</source>
        <translation>TLS 없이 %1에 요청을 보내지 않습니다. https://로 시작하는 주소만 사용합니다.</translation>
    </message>
    <message>
        <source>%1 sends the request back to this computer; that is not followed.</source>
        <translation>%1이(가) 요청을 이 컴퓨터로 되돌려 보냅니다. 따라가지 않습니다.</translation>
    </message>
    <message>
        <source>"%1" is not the address of a hub; it looks like https://hub.example.</source>
        <translation>"%1"은(는) 허브 주소가 아닙니다. 허브 주소는 https://hub.example 형식입니다.</translation>
    </message>
    <message>
        <source>A hub is only asked through https:// (http:// only on this computer), not "%1".</source>
        <translation>허브에는 https://로만 요청을 보냅니다(http://는 이 컴퓨터에서만). "%1"은(는) 사용할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>conclave::NetworkViewModel</name>
    <message>
        <source>"%1" is not the address of a proxy; it looks like http://proxy.example:3128 or socks5://proxy.example:1080.</source>
        <translation>"%1"은(는) 프록시 주소가 아닙니다. 프록시 주소는 http://proxy.example:3128 또는 socks5://proxy.example:1080 형식입니다.</translation>
    </message>
    <message>
        <source>Network off</source>
        <translation>네트워크 꺼짐</translation>
    </message>
    <message>
        <source>Network idle</source>
        <translation>네트워크 대기 중</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) running</source>
        <translation>
            <numerusform>요청 %n개 진행 중</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conclave::PartFile</name>
    <message>
        <source>There is no room left on the disk for %1; free some and go on, what has arrived is kept.</source>
        <translation>디스크에 %1을(를) 저장할 공간이 없습니다. 공간을 비우고 계속하세요. 받은 내용은 그대로 남아 있습니다.</translation>
    </message>
    <message>
        <source>Conclave may not write %1 in this folder; choose another one.</source>
        <translation>Conclave에 이 폴더에 %1을(를) 쓸 권한이 없습니다. 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>The file system cannot hold a file as large as %1; choose a folder on another disk.</source>
        <translation>파일 시스템이 %1만큼 큰 파일을 담을 수 없습니다. 다른 디스크의 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>The disk does not take %1 (%2); check the disk and go on, what has arrived is kept.</source>
        <translation>디스크에 %1을(를) 쓸 수 없습니다(%2). 디스크를 점검하고 계속하세요. 받은 내용은 그대로 남아 있습니다.</translation>
    </message>
    <message>
        <source>The folder for %1 cannot be made; choose another one.</source>
        <translation>%1을(를) 둘 폴더를 만들 수 없습니다. 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>%1 is being downloaded already, here or by another program; wait for that.</source>
        <translation>%1은(는) 여기서 또는 다른 프로그램에서 이미 다운로드 중입니다. 끝날 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>%1 came into being while it was downloaded; move that file away and go on.</source>
        <translation>다운로드하는 동안 %1 파일이 새로 생겼습니다. 그 파일을 옮기고 계속하세요.</translation>
    </message>
</context>
<context>
    <name>conclave::TokenStore</name>
    <message>
        <source>This is not an access token: it is one word of letters and digits, at Hugging Face beginning with hf_.</source>
        <translation>액세스 토큰이 아닙니다. 토큰은 글자와 숫자로 된 한 단어이며 Hugging Face에서는 hf_로 시작합니다.</translation>
    </message>
    <message>
        <source>in the system's keyring</source>
        <translation>시스템 키링</translation>
    </message>
    <message>
        <source>in a file that only you can read (this system has no keyring)</source>
        <translation>본인만 읽을 수 있는 파일(이 시스템에는 키링이 없습니다)</translation>
    </message>
    <message>
        <source>only until the program ends</source>
        <translation>프로그램이 끝날 때까지만</translation>
    </message>
</context>
<context>
    <name>MakeQuantDialog</name>
    <message>
        <source>Make a quant</source>
        <translation>양자화본 만들기</translation>
    </message>
    <message>
        <source>Make a quant of %1</source>
        <translation>%1의 양자화본 만들기</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>원본: %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Make %1, %2</source>
        <translation>%1 만들기, %2</translation>
    </message>
    <message>
        <source>Which types are shown</source>
        <translation>보이는 형식</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>흔히 쓰는 것</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>모든 형식</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>파일을 읽는 중…</translation>
    </message>
    <message>
        <source>Types that can be made</source>
        <translation>만들 수 있는 형식</translation>
    </message>
    <message>
        <source>Importance matrices (*.gguf *.dat)</source>
        <translation>중요도 행렬 (*.gguf *.dat)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Compute one here</source>
        <translation>여기서 계산하기</translation>
    </message>
</context>
<context>
    <name>QuantChoiceRow</name>
    <message>
        <source>on this computer</source>
        <translation>이 컴퓨터에 있음</translation>
    </message>
    <message>
        <source>also on the hub</source>
        <translation>허브에도 있음</translation>
    </message>
    <message>
        <source>%1 bits per weight</source>
        <translation>가중치당 %1비트</translation>
    </message>
    <message>
        <source>needs an importance matrix</source>
        <translation>중요도 행렬이 필요함</translation>
    </message>
    <message>
        <source>%1 b/w</source>
        <translation>%1 b/w</translation>
    </message>
</context>
<context>
    <name>QuantPreview</name>
    <message>
        <source>%1: from %2 to %3, %4 bits per weight</source>
        <translation>%1: %2에서 %3으로, 가중치당 %4비트</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 b/w</source>
        <translation>%1 b/w</translation>
    </message>
</context>
<context>
    <name>MakingList</name>
    <message>
        <source>Making %1</source>
        <translation>%1 만드는 중</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Stop making %1</source>
        <translation>%1 만들기 중지</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 사용</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>치우기</translation>
    </message>
</context>
<context>
    <name>GuideQuants</name>
    <message>
        <source>The Guide is built in as F16. Make it smaller here and see what changes; it takes a second and no network.</source>
        <translation>가이드는 F16으로 내장되어 있습니다. 여기서 더 작게 만들어 무엇이 달라지는지 보세요. 1초면 되고 네트워크도 필요 없습니다.</translation>
    </message>
    <message>
        <source>Making %1…</source>
        <translation>%1 만드는 중…</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 사용</translation>
    </message>
    <message>
        <source>Make %1, %2</source>
        <translation>%1 만들기, %2</translation>
    </message>
    <message>
        <source>Others…</source>
        <translation>다른 형식…</translation>
    </message>
    <message>
        <source>Make another quant of the Guide</source>
        <translation>가이드의 다른 양자화본 만들기</translation>
    </message>
</context>
<context>
    <name>conclave::QuantMaker</name>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1시간</translation>
    </message>
    <message>
        <source>waits its turn</source>
        <translation>차례를 기다리는 중</translation>
    </message>
    <message>
        <source>is being stopped</source>
        <translation>멈추는 중</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>Cannot make the folder %1; choose another in Settings.</source>
        <translation>폴더 %1을(를) 만들 수 없습니다. 설정에서 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>stopped; nothing of it is kept</source>
        <translation>중지됨. 남은 파일은 없습니다</translation>
    </message>
    <message>
        <source>%1, %2 bits per weight, made in %3</source>
        <translation>%1, 가중치당 %2비트, %3 만에 만듦</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1, %2 남음</translation>
    </message>
    <message>
        <source>computing its importance matrix, %1</source>
        <translation>중요도 행렬 계산 중, %1</translation>
    </message>
</context>
<context>
    <name>conclave::QuantChoices</name>
    <message>
        <source>Embedding</source>
        <translation>임베딩</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>전문가</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>피드포워드</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>%1, %2, %3 bits per weight</source>
        <translation>%1, %2, 가중치당 %3비트</translation>
    </message>
    <message>
        <source>Nothing can be made of this file.</source>
        <translation>이 파일로는 아무것도 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>computed here from several languages and code</source>
        <translation>여러 언어와 코드로 여기서 계산</translation>
    </message>
    <message>
        <source>computed here from %1</source>
        <translation>%1(으)로 여기서 계산</translation>
    </message>
</context>
<context>
    <name>conclave::Quantiser</name>
    <message>
        <source>The Guide</source>
        <translation>가이드</translation>
    </message>
    <message>
        <source>%1 is ready as %2.</source>
        <translation>%1의 %2가 준비되었습니다.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>사용하기</translation>
    </message>
</context>
<context>
    <name>conclave::QuantiseType</name>
    <message>
        <source>as trained, four bytes a weight</source>
        <translation>학습된 그대로, 가중치당 4바이트</translation>
    </message>
    <message>
        <source>no loss for most models</source>
        <translation>대부분의 모델에서 손실 없음</translation>
    </message>
    <message>
        <source>no loss that anybody could measure</source>
        <translation>측정할 수 있는 손실 없음</translation>
    </message>
    <message>
        <source>practically as good as F16</source>
        <translation>사실상 F16과 같음</translation>
    </message>
    <message>
        <source>very close to Q8_0</source>
        <translation>Q8_0에 매우 가까움</translation>
    </message>
    <message>
        <source>very good, somewhat smaller</source>
        <translation>매우 좋고 조금 더 작음</translation>
    </message>
    <message>
        <source>older format</source>
        <translation>옛 형식</translation>
    </message>
    <message>
        <source>very good</source>
        <translation>매우 좋음</translation>
    </message>
    <message>
        <source>the usual choice: good and half of Q8_0</source>
        <translation>흔한 선택: 품질이 좋고 Q8_0의 절반</translation>
    </message>
    <message>
        <source>a little smaller than Q4_K_M</source>
        <translation>Q4_K_M보다 조금 작음</translation>
    </message>
    <message>
        <source>like IQ4_XS, for odd row lengths</source>
        <translation>IQ4_XS와 비슷, 행 길이가 맞지 않을 때</translation>
    </message>
    <message>
        <source>older format, fast everywhere</source>
        <translation>옛 형식, 어디서나 빠름</translation>
    </message>
    <message>
        <source>nearly as good as Q4_K_S and smaller</source>
        <translation>Q4_K_S만큼 좋고 더 작음</translation>
    </message>
    <message>
        <source>experts in four-bit floats, the rest in Q8_0</source>
        <translation>전문가는 4비트 부동소수, 나머지는 Q8_0</translation>
    </message>
    <message>
        <source>loses noticeably</source>
        <translation>손실이 눈에 띔</translation>
    </message>
    <message>
        <source>loses noticeably, smaller</source>
        <translation>손실이 눈에 띄고 더 작음</translation>
    </message>
    <message>
        <source>good for three bits</source>
        <translation>3비트치고 좋음</translation>
    </message>
    <message>
        <source>loses much</source>
        <translation>손실이 큼</translation>
    </message>
    <message>
        <source>better than Q3_K_S at its size</source>
        <translation>같은 크기의 Q3_K_S보다 나음</translation>
    </message>
    <message>
        <source>a little smaller than IQ3_S</source>
        <translation>IQ3_S보다 조금 작음</translation>
    </message>
    <message>
        <source>three bits and little more</source>
        <translation>3비트를 조금 넘음</translation>
    </message>
    <message>
        <source>loses much, small</source>
        <translation>작지만 손실이 큼</translation>
    </message>
    <message>
        <source>loses much, smaller</source>
        <translation>더 작지만 손실이 큼</translation>
    </message>
    <message>
        <source>usable for large models</source>
        <translation>큰 모델에 쓸 만함</translation>
    </message>
    <message>
        <source>for large models</source>
        <translation>큰 모델용</translation>
    </message>
    <message>
        <source>for very large models</source>
        <translation>아주 큰 모델용</translation>
    </message>
    <message>
        <source>for models trained with two bits</source>
        <translation>2비트로 학습된 모델용</translation>
    </message>
    <message>
        <source>for models trained with three values</source>
        <translation>세 값으로 학습된 모델용</translation>
    </message>
    <message>
        <source>a last resort for giants</source>
        <translation>초대형 모델의 마지막 수단</translation>
    </message>
    <message>
        <source>for models trained with signs alone</source>
        <translation>부호만으로 학습된 모델용</translation>
    </message>
</context>
<context>
    <name>conclave::HubHits</name>
    <message>
        <source>about %1</source>
        <translation>약 %1</translation>
    </message>
    <message>
        <source>Should fit</source>
        <translation>들어갈 듯함</translation>
    </message>
    <message>
        <source>MoE</source>
        <translation>MoE</translation>
    </message>
    <message>
        <source>probably MoE</source>
        <translation>MoE로 추정</translation>
    </message>
    <message>
        <source>thinks</source>
        <translation>생각함</translation>
    </message>
    <message>
        <source>probably thinks</source>
        <translation>생각하는 듯함</translation>
    </message>
</context>
<context>
    <name>conclave::LedgerModel</name>
    <message>
        <source>search the hub</source>
        <translation>허브 검색</translation>
    </message>
    <message>
        <source>look up a model</source>
        <translation>모델 조회</translation>
    </message>
    <message>
        <source>list a model's files</source>
        <translation>모델의 파일 목록</translation>
    </message>
    <message>
        <source>ask for a file's hash</source>
        <translation>파일의 해시 조회</translation>
    </message>
    <message>
        <source>read about a model</source>
        <translation>모델 설명 읽기</translation>
    </message>
    <message>
        <source>read a model's header</source>
        <translation>모델 헤더 읽기</translation>
    </message>
    <message>
        <source>running</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>끝나지 않음</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>closed early</source>
        <translation>일찍 닫음</translation>
    </message>
    <message>
        <source>went silent</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>stopped by the switch</source>
        <translation>네트워크 끄기로 중단</translation>
    </message>
    <message>
        <source>endless redirect</source>
        <translation>끝없는 재전송</translation>
    </message>
    <message>
        <source>download %1</source>
        <translation>%1 다운로드</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>상태 코드 %1</translation>
    </message>
    <message>
        <source>redirected to %1</source>
        <translation>%1(으)로 넘겨짐</translation>
    </message>
</context>
<context>
    <name>conclave::Catalogue</name>
    <message>
        <source>4-bit weights trained for quantisation: near-BF16 quality at Q4_0 size</source>
        <translation>양자화에 맞춰 학습된 4비트 가중치: Q4_0 크기로 BF16에 가까운 품질</translation>
    </message>
    <message>
        <source>European languages, function calling, JSON output</source>
        <translation>유럽 언어, 함수 호출, JSON 출력</translation>
    </message>
    <message>
        <source>best small reasoning distill of the R1 line</source>
        <translation>R1 계열의 작은 추론 증류 모델 중 가장 좋음</translation>
    </message>
    <message>
        <source>chat on one 24 GB card</source>
        <translation>24 GB 카드 한 장으로 대화</translation>
    </message>
    <message>
        <source>chat, images, configurable thinking</source>
        <translation>대화, 이미지, 조절되는 생각</translation>
    </message>
    <message>
        <source>chat, images, speech, configurable thinking</source>
        <translation>대화, 이미지, 음성, 조절되는 생각</translation>
    </message>
    <message>
        <source>code completion and repair, fill-in-the-middle</source>
        <translation>코드 완성과 수정, 중간 채우기</translation>
    </message>
    <message>
        <source>code completion on small hardware</source>
        <translation>작은 기기에서 코드 완성</translation>
    </message>
    <message>
        <source>code generation, fill-in-the-middle</source>
        <translation>코드 생성, 중간 채우기</translation>
    </message>
    <message>
        <source>coding and tool use for 24 GB machines, very small KV cache</source>
        <translation>24 GB 컴퓨터에서 코딩과 도구 사용, KV 캐시가 아주 작음</translation>
    </message>
    <message>
        <source>coding, analysis, retrieval</source>
        <translation>코딩, 분석, 검색</translation>
    </message>
    <message>
        <source>default chat model for 24 GB machines</source>
        <translation>24 GB 컴퓨터의 기본 대화 모델</translation>
    </message>
    <message>
        <source>default reasoning model for 24 GB machines</source>
        <translation>24 GB 컴퓨터의 기본 추론 모델</translation>
    </message>
    <message>
        <source>edge devices</source>
        <translation>소형 기기</translation>
    </message>
    <message>
        <source>enterprise RAG and tool calls, tiny KV cache (Mamba-2 hybrid)</source>
        <translation>기업용 RAG와 도구 호출, 아주 작은 KV 캐시(Mamba-2 혼합)</translation>
    </message>
    <message>
        <source>fast general model for 24 GB machines</source>
        <translation>24 GB 컴퓨터의 빠른 범용 모델</translation>
    </message>
    <message>
        <source>fast reasoning and tools, small KV cache (Mamba-2 hybrid)</source>
        <translation>빠른 추론과 도구, 작은 KV 캐시(Mamba-2 혼합)</translation>
    </message>
    <message>
        <source>fast reasoning with tools on 16 GB machines</source>
        <translation>16 GB 컴퓨터에서 도구를 쓰는 빠른 추론</translation>
    </message>
    <message>
        <source>fast tool-calling model for small machines</source>
        <translation>작은 컴퓨터용 빠른 도구 호출 모델</translation>
    </message>
    <message>
        <source>frontier dense model of 2024</source>
        <translation>2024년의 최상급 밀집 모델</translation>
    </message>
    <message>
        <source>fully open data and code; tests of MoE code paths</source>
        <translation>데이터와 코드까지 공개, MoE 코드 시험용</translation>
    </message>
    <message>
        <source>general assistant with images for 24 GB cards</source>
        <translation>24 GB 카드용 이미지 지원 범용 비서</translation>
    </message>
    <message>
        <source>general assistant with the widest tooling</source>
        <translation>도구 지원이 가장 넓은 범용 비서</translation>
    </message>
    <message>
        <source>general chat, image understanding</source>
        <translation>일반 대화, 이미지 이해</translation>
    </message>
    <message>
        <source>general local use, multilingual</source>
        <translation>일반 로컬 용도, 다국어</translation>
    </message>
    <message>
        <source>general purpose, coding</source>
        <translation>범용, 코딩</translation>
    </message>
    <message>
        <source>general purpose, coding, math without long thinking</source>
        <translation>범용, 코딩, 긴 생각 없는 수학</translation>
    </message>
    <message>
        <source>general, European languages, function calling</source>
        <translation>범용, 유럽 언어, 함수 호출</translation>
    </message>
    <message>
        <source>general, images, tools; hybrid linear attention keeps the KV cache small</source>
        <translation>범용, 이미지, 도구. 선형 어텐션 혼합으로 KV 캐시가 작음</translation>
    </message>
    <message>
        <source>hybrid thinking, tool use, coding</source>
        <translation>켜고 끄는 생각, 도구 사용, 코딩</translation>
    </message>
    <message>
        <source>image and document understanding</source>
        <translation>이미지와 문서 이해</translation>
    </message>
    <message>
        <source>image understanding</source>
        <translation>이미지 이해</translation>
    </message>
    <message>
        <source>largest Qwen3, thinking and chat in one model</source>
        <translation>가장 큰 Qwen3, 생각과 대화를 한 모델에</translation>
    </message>
    <message>
        <source>local chatbot</source>
        <translation>로컬 챗봇</translation>
    </message>
    <message>
        <source>long coding tasks at server size</source>
        <translation>서버급의 긴 코딩 작업</translation>
    </message>
    <message>
        <source>long coding tasks for 128-192 GB machines</source>
        <translation>128-192 GB 컴퓨터의 긴 코딩 작업</translation>
    </message>
    <message>
        <source>long coding tasks for 24 GB cards</source>
        <translation>24 GB 카드의 긴 코딩 작업</translation>
    </message>
    <message>
        <source>long coding tasks for 64 GB machines</source>
        <translation>64 GB 컴퓨터의 긴 코딩 작업</translation>
    </message>
    <message>
        <source>long context at 3B-active speed for 64 GB machines</source>
        <translation>64 GB 컴퓨터에서 활성 3B 속도의 긴 컨텍스트</translation>
    </message>
    <message>
        <source>long documents, image understanding</source>
        <translation>긴 문서, 이미지 이해</translation>
    </message>
    <message>
        <source>long reasoning for 64 GB machines</source>
        <translation>64 GB 컴퓨터의 긴 추론</translation>
    </message>
    <message>
        <source>long tool-using reasoning</source>
        <translation>도구를 쓰는 긴 추론</translation>
    </message>
    <message>
        <source>math and reasoning for its size</source>
        <translation>크기에 비해 뛰어난 수학과 추론</translation>
    </message>
    <message>
        <source>math reasoning</source>
        <translation>수학 추론</translation>
    </message>
    <message>
        <source>math, reasoning, code</source>
        <translation>수학, 추론, 코드</translation>
    </message>
    <message>
        <source>math, step-by-step reasoning, code reasoning</source>
        <translation>수학, 단계별 추론, 코드 추론</translation>
    </message>
    <message>
        <source>mobile/IoT, tests</source>
        <translation>모바일/IoT, 시험</translation>
    </message>
    <message>
        <source>multilingual chat</source>
        <translation>다국어 대화</translation>
    </message>
    <message>
        <source>multilingual chat with images</source>
        <translation>이미지를 읽는 다국어 대화</translation>
    </message>
    <message>
        <source>older general MoE</source>
        <translation>예전 범용 MoE</translation>
    </message>
    <message>
        <source>reasoning and math on small hardware</source>
        <translation>작은 기기에서 추론과 수학</translation>
    </message>
    <message>
        <source>reasoning inside tool use, coding; Speciale: maximum reasoning, no tools</source>
        <translation>도구 사용 중 추론, 코딩. Speciale는 추론 최대, 도구 없음</translation>
    </message>
    <message>
        <source>server-class coding model</source>
        <translation>서버급 코딩 모델</translation>
    </message>
    <message>
        <source>server-class instruct model</source>
        <translation>서버급 지시 모델</translation>
    </message>
    <message>
        <source>server-class thinking model</source>
        <translation>서버급 생각 모델</translation>
    </message>
    <message>
        <source>small chat model</source>
        <translation>작은 대화 모델</translation>
    </message>
    <message>
        <source>small devices</source>
        <translation>작은 기기</translation>
    </message>
    <message>
        <source>small devices, simple tasks</source>
        <translation>작은 기기, 간단한 작업</translation>
    </message>
    <message>
        <source>small instruct model with long context</source>
        <translation>컨텍스트가 긴 작은 지시 모델</translation>
    </message>
    <message>
        <source>small multilingual models with images</source>
        <translation>이미지를 읽는 작은 다국어 모델</translation>
    </message>
    <message>
        <source>small open model with a thinking switch</source>
        <translation>생각을 켜고 끄는 작은 공개 모델</translation>
    </message>
    <message>
        <source>small thinking model with long context</source>
        <translation>컨텍스트가 긴 작은 생각 모델</translation>
    </message>
    <message>
        <source>strong reasoning for 80-128 GB machines</source>
        <translation>80-128 GB 컴퓨터의 강한 추론</translation>
    </message>
    <message>
        <source>strongest dense Qwen3</source>
        <translation>가장 강한 밀집 Qwen3</translation>
    </message>
    <message>
        <source>tool use and coding for 96-128 GB machines</source>
        <translation>96-128 GB 컴퓨터의 도구 사용과 코딩</translation>
    </message>
    <message>
        <source>tool use, coding without long thinking</source>
        <translation>도구 사용, 긴 생각 없는 코딩</translation>
    </message>
    <message>
        <source>tool use, images</source>
        <translation>도구 사용, 이미지</translation>
    </message>
    <message>
        <source>tool-driven coding and general use; the strongest choice for 24-32 GB machines in mid-2026</source>
        <translation>도구를 쓰는 코딩과 일반 용도. 2026년 중반 24-32 GB 컴퓨터에서 가장 강한 선택</translation>
    </message>
    <message>
        <source>tool-driven coding at server size</source>
        <translation>서버급의 도구를 쓰는 코딩</translation>
    </message>
    <message>
        <source>tool-driven coding, tool calls</source>
        <translation>도구를 쓰는 코딩, 도구 호출</translation>
    </message>
    <message>
        <source>very fast on laptops and phones</source>
        <translation>노트북과 휴대전화에서 아주 빠름</translation>
    </message>
    <message>
        <source>English</source>
        <translation>영어</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>중국어</translation>
    </message>
    <message>
        <source>119 languages and dialects (Qwen3 technical report)</source>
        <translation>119개 언어와 방언(Qwen3 기술 보고서)</translation>
    </message>
    <message>
        <source>over 140 languages</source>
        <translation>140개가 넘는 언어</translation>
    </message>
    <message>
        <source>French</source>
        <translation>프랑스어</translation>
    </message>
    <message>
        <source>German</source>
        <translation>독일어</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>이탈리아어</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>스페인어</translation>
    </message>
    <message>
        <source>others</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>포르투갈어</translation>
    </message>
    <message>
        <source>201 languages and dialects (not checked)</source>
        <translation>201개 언어와 방언(확인 안 됨)</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>힌디어</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>태국어</translation>
    </message>
    <message>
        <source>24 languages</source>
        <translation>24개 언어</translation>
    </message>
    <message>
        <source>mainly English</source>
        <translation>주로 영어</translation>
    </message>
    <message>
        <source>dozens of languages</source>
        <translation>수십 개 언어</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>아랍어</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>인도네시아어</translation>
    </message>
    <message>
        <source>Tagalog</source>
        <translation>타갈로그어</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>베트남어</translation>
    </message>
    <message>
        <source>29+ languages</source>
        <translation>29개가 넘는 언어</translation>
    </message>
    <message>
        <source>92 programming languages</source>
        <translation>프로그래밍 언어 92개</translation>
    </message>
    <message>
        <source>dozens of languages, strong in European languages</source>
        <translation>수십 개 언어, 유럽 언어에 강함</translation>
    </message>
    <message>
        <source>English and others</source>
        <translation>영어와 기타</translation>
    </message>
    <message>
        <source>as Qwen3.5</source>
        <translation>Qwen3.5와 같음</translation>
    </message>
    <message>
        <source>12 languages</source>
        <translation>12개 언어</translation>
    </message>
    <message>
        <source>80+ programming languages</source>
        <translation>프로그래밍 언어 80개 이상</translation>
    </message>
    <message>
        <source>8 languages</source>
        <translation>8개 언어</translation>
    </message>
    <message>
        <source>many</source>
        <translation>여러 언어</translation>
    </message>
    <message>
        <source>10M tokens is the trained limit; the KV cache at 10M would be far beyond desktop memory. Offer 8K-128K.</source>
        <translation>학습된 한계는 1,000만 토큰이지만 그 KV 캐시는 데스크톱 메모리를 크게 넘습니다. 8K-128K가 알맞습니다.</translation>
    </message>
    <message>
        <source>12B language model + 0.4B vision tower.</source>
        <translation>12B 언어 모델 + 0.4B 시각 부분.</translation>
    </message>
    <message>
        <source>18 of the 24 layers are short convolutions; only 6 layers have a KV cache.</source>
        <translation>24개 층 중 18개는 짧은 합성곱이고 6개 층에만 KV 캐시가 있습니다.</translation>
    </message>
    <message>
        <source>23.6B language model + vision tower = 24B.</source>
        <translation>23.6B 언어 모델 + 시각 부분 = 24B.</translation>
    </message>
    <message>
        <source>685B on the hub includes 14B of multi-token-prediction weights.</source>
        <translation>허브의 685B에는 다중 토큰 예측 가중치 14B가 들어 있습니다.</translation>
    </message>
    <message>
        <source>8K context: too short for document work.</source>
        <translation>컨텍스트 8K: 문서 작업에는 너무 짧습니다.</translation>
    </message>
    <message>
        <source>An early config listed 32768 positions; the maker states 128K.</source>
        <translation>초기 설정에는 32768로 적혀 있었으나 제작사는 128K라고 밝힙니다.</translation>
    </message>
    <message>
        <source>Computed 107.8B is the text model; 109B includes the vision tower.</source>
        <translation>계산값 107.8B는 글 모델이고, 109B에는 시각 부분이 들어 있습니다.</translation>
    </message>
    <message>
        <source>Config allows 128000 positions; the card names 32K.</source>
        <translation>설정은 128000까지 허용하지만 모델 카드에는 32K로 적혀 있습니다.</translation>
    </message>
    <message>
        <source>Date is the creation date of the GGUF repository; licence assumed to follow K2.</source>
        <translation>날짜는 GGUF 저장소가 만들어진 날이며, 라이선스는 K2를 따른다고 보았습니다.</translation>
    </message>
    <message>
        <source>Download from the Google repository requires accepting the terms.</source>
        <translation>Google 저장소에서 내려받으려면 약관에 동의해야 합니다.</translation>
    </message>
    <message>
        <source>EU notice needed in the app: see licence.</source>
        <translation>유럽 연합에 관한 제한이 있습니다. 라이선스를 보세요.</translation>
    </message>
    <message>
        <source>Expert weights are trained in MXFP4: use the MXFP4 file, other quantisations save almost nothing.</source>
        <translation>전문가 가중치가 MXFP4로 학습되었으므로 MXFP4 파일을 쓰세요. 다른 양자화는 거의 줄여 주지 않습니다.</translation>
    </message>
    <message>
        <source>Expert width 704 and FFN width 2112 are not multiples of 256: K-quants fall back to larger types in those tensors.</source>
        <translation>전문가 너비 704와 FFN 너비 2112가 256의 배수가 아니어서 K 양자화는 그 텐서에 더 큰 형식을 씁니다.</translation>
    </message>
    <message>
        <source>Files whose conversion kept a separate output matrix (bartowski) are about 16 % larger than the tied estimate.</source>
        <translation>출력 행렬을 따로 둔 파일(bartowski)은 묶은 추정치보다 약 16% 큽니다.</translation>
    </message>
    <message>
        <source>Files whose conversion kept a separate output matrix (bartowski) are about 22 % larger than the tied estimate.</source>
        <translation>출력 행렬을 따로 둔 파일(bartowski)은 묶은 추정치보다 약 22% 큽니다.</translation>
    </message>
    <message>
        <source>Files with the extra MTP layer ("-MTP-GGUF") allow speculative decoding in newer llama.cpp.</source>
        <translation>MTP 층이 더 있는 파일("-MTP-GGUF")은 새 llama.cpp에서 추측 디코딩에 쓰입니다.</translation>
    </message>
    <message>
        <source>Five sliding-window layers for each global one: the KV cache is small.</source>
        <translation>전체 층 하나에 슬라이딩 윈도 층 다섯: KV 캐시가 작습니다.</translation>
    </message>
    <message>
        <source>GGUF files from before April 2024 store experts as separate tensors and no longer load everywhere; use newer conversions.</source>
        <translation>2024년 4월 이전의 GGUF 파일은 전문가를 따로 저장해 어디서나 열리지는 않습니다. 새로 변환된 것을 쓰세요.</translation>
    </message>
    <message>
        <source>GLM-5 and 5.1: 202752 context. Licence assumed MIT as for 4.x.</source>
        <translation>GLM-5와 5.1: 컨텍스트 202752. 라이선스는 4.x처럼 MIT로 보았습니다.</translation>
    </message>
    <message>
        <source>K-quants fall back to larger types (width 2688 and 1856 are not multiples of 256): Q4_K_M is about 24.6 GB.</source>
        <translation>너비 2688과 1856이 256의 배수가 아니어서 K 양자화가 더 큰 형식을 씁니다: Q4_K_M은 약 24.6 GB입니다.</translation>
    </message>
    <message>
        <source>Loads through the deepseek2 architecture (MLA).</source>
        <translation>deepseek2 구조(MLA)로 열립니다.</translation>
    </message>
    <message>
        <source>Must be prompted in the Harmony format (the template does it).</source>
        <translation>Harmony 형식으로 물어야 합니다(템플릿이 알아서 합니다).</translation>
    </message>
    <message>
        <source>Native INT4 weights: about 594 GB; Q4-class files are the natural size.</source>
        <translation>원본이 INT4 가중치(약 594 GB)라서 Q4급 파일이 알맞은 크기입니다.</translation>
    </message>
    <message>
        <source>Needs about 400 GB at Q4_K_M: workstation or server class only; offer the distills to desktop users.</source>
        <translation>Q4_K_M에 약 400 GB가 필요합니다: 워크스테이션이나 서버용이며, 데스크톱에는 증류 모델이 맞습니다.</translation>
    </message>
    <message>
        <source>Non-production licence.</source>
        <translation>실제 서비스에 쓸 수 없는 라이선스입니다.</translation>
    </message>
    <message>
        <source>Not for commercial use without a paid licence: do not present it as a free option for companies.</source>
        <translation>유료 라이선스 없이는 상업적으로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>One shared + one routed expert per token; the 17B active includes attention.</source>
        <translation>토큰마다 공유 전문가 하나와 선택된 전문가 하나. 활성 17B에는 어텐션이 들어 있습니다.</translation>
    </message>
    <message>
        <source>Own architecture string deepseek32 (sparse attention indexer) in the llama.cpp source of Sept 2026; older GGUF files made without the indexer exist.</source>
        <translation>2026년 9월 llama.cpp에서는 별도 구조 deepseek32(희소 어텐션 색인)입니다. 색인 없이 만든 예전 GGUF 파일도 있습니다.</translation>
    </message>
    <message>
        <source>Published files include a next-token-prediction layer (about +3%).</source>
        <translation>공개된 파일에는 다음 토큰 예측 층이 들어 있습니다(약 +3%).</translation>
    </message>
    <message>
        <source>Quantisers use own recipes for this family: their Q4_K_M is 2-4 % larger than the plain estimate.</source>
        <translation>이 계열은 게시자마다 다른 방법으로 양자화해, Q4_K_M이 추정치보다 2-4% 큽니다.</translation>
    </message>
    <message>
        <source>R1-Distill-Qwen-1.5B has an untied output matrix (1.78B), unlike Qwen2.5-1.5B.</source>
        <translation>R1-Distill-Qwen-1.5B는 Qwen2.5-1.5B와 달리 출력 행렬이 따로 있습니다(1.78B).</translation>
    </message>
    <message>
        <source>Some repositories convert it to the llama architecture (split QKV): the same sizes, other tensor names.</source>
        <translation>일부 저장소는 llama 구조(QKV 분리)로 변환합니다: 크기는 같고 텐서 이름만 다릅니다.</translation>
    </message>
    <message>
        <source>Speciale: thinking only, no tool calls.</source>
        <translation>Speciale: 생각만 하고 도구 호출은 없습니다.</translation>
    </message>
    <message>
        <source>System prompts are supported from this release on (recalled).</source>
        <translation>이 판부터 시스템 프롬프트를 지원합니다(확인 안 됨).</translation>
    </message>
    <message>
        <source>The Reasoning twin thinks inside [THINK]…[/THINK], always on.</source>
        <translation>Reasoning 판은 [THINK]…[/THINK] 안에서 항상 생각합니다.</translation>
    </message>
    <message>
        <source>The Thinking twin always thinks (&lt;think&gt;…&lt;/think&gt;).</source>
        <translation>Thinking 판은 항상 생각합니다(&lt;think&gt;…&lt;/think&gt;).</translation>
    </message>
    <message>
        <source>The licence text is verified for M2 only.</source>
        <translation>라이선스 본문은 M2만 확인했습니다.</translation>
    </message>
    <message>
        <source>The official Q4_0 files keep the token embedding in F16 and are larger than the Q4_0 estimate; re-quantised ones are smaller.</source>
        <translation>공식 Q4_0 파일은 토큰 임베딩을 F16으로 두어 추정치보다 큽니다. 다시 양자화한 것은 더 작습니다.</translation>
    </message>
    <message>
        <source>The small sizes start with thinking off by default according to some cards: check the template.</source>
        <translation>일부 모델 카드에 따르면 작은 판은 생각이 꺼진 채로 시작합니다.</translation>
    </message>
    <message>
        <source>The total includes the 0.42B vision tower.</source>
        <translation>전체에는 0.42B 시각 부분이 들어 있습니다.</translation>
    </message>
    <message>
        <source>The total includes the vision tower; the computed number is the text model.</source>
        <translation>전체에는 시각 부분이 들어 있고, 계산값은 글 모델의 것입니다.</translation>
    </message>
    <message>
        <source>Tool use only by prompting; the template has no tool section.</source>
        <translation>도구는 프롬프트로만 쓸 수 있습니다. 템플릿에 도구 부분이 없습니다.</translation>
    </message>
    <message>
        <source>Total includes encoders (about 0.45B) besides the per-layer embeddings; "effective" is the active count the maker states. Per-layer embeddings can stay in CPU memory.</source>
        <translation>전체에는 층별 임베딩과 인코더(약 0.45B)가 들어 있습니다. "유효"는 제작사가 밝힌 활성 수입니다. 층별 임베딩은 CPU 메모리에 둘 수 있습니다.</translation>
    </message>
    <message>
        <source>700 million monthly-user limit; "Built with Llama" notice; acceptable-use policy (its EU clause concerns only the multimodal 3.2 models).</source>
        <translation>월 사용자 7억 명 제한, "Built with Llama" 표시, 허용 용도 정책(유럽 연합 조항은 3.2의 멀티모달 모델에만 해당).</translation>
    </message>
    <message>
        <source>700 million monthly-user limit; "Built with Llama" notice; acceptable-use policy.</source>
        <translation>월 사용자 7억 명 제한, "Built with Llama" 표시, 허용 용도 정책.</translation>
    </message>
    <message>
        <source>A prohibited-use policy applies and must be passed on; Google may restrict use that breaks the terms; distributors must include the agreement and a Notice file.</source>
        <translation>금지 용도 정책이 적용되고 함께 전달해야 합니다. Google은 약관을 어긴 사용을 제한할 수 있으며, 배포자는 계약과 Notice 파일을 넣어야 합니다.</translation>
    </message>
    <message>
        <source>Apache-2.0-like, but commercial use is free only for entities under 10 million US dollars annual revenue.</source>
        <translation>Apache-2.0과 비슷하지만, 연 매출 1,000만 달러 미만인 곳만 상업적 이용이 무료입니다.</translation>
    </message>
    <message>
        <source>Commercial use allowed, but a list of prohibited uses (Attachment A) applies and must be passed on to every recipient together with the licence.</source>
        <translation>상업적 이용은 되지만 금지 용도 목록(첨부 A)이 적용되고, 라이선스와 함께 받는 모든 사람에게 전달해야 합니다.</translation>
    </message>
    <message>
        <source>Commercial use allowed; rights end if guardrails are bypassed without a substitute or on patent suit; keep the notice.</source>
        <translation>상업적 이용이 됩니다. 안전장치를 대체 없이 우회하거나 특허 소송을 내면 권리가 끝납니다. 고지를 남기세요.</translation>
    </message>
    <message>
        <source>Derived from Llama 3.1 8B: the Llama 3.1 Community License (700M monthly-user limit, "Built with Llama" notice, acceptable-use policy) still applies.</source>
        <translation>Llama 3.1 8B에서 나온 것이라 Llama 3.1 커뮤니티 라이선스(월 사용자 7억 명 제한, "Built with Llama" 표시, 허용 용도 정책)가 그대로 적용됩니다.</translation>
    </message>
    <message>
        <source>Derived from Llama 3.3 70B Instruct: the Llama 3.3 Community License (700M monthly-user limit, "Built with Llama" notice, acceptable-use policy) still applies.</source>
        <translation>Llama 3.3 70B Instruct에서 나온 것이라 Llama 3.3 커뮤니티 라이선스(월 사용자 7억 명 제한, "Built with Llama" 표시, 허용 용도 정책)가 그대로 적용됩니다.</translation>
    </message>
    <message>
        <source>Keep the copyright and permission notice; no patent grant is written down; provided without warranty.</source>
        <translation>저작권과 허가 고지를 남기세요. 특허 허락은 적혀 있지 않으며 보증 없이 제공됩니다.</translation>
    </message>
    <message>
        <source>Keep the licence and notices, state changes; a patent grant ends for whoever sues over it.</source>
        <translation>라이선스와 고지를 남기고 바꾼 점을 밝히세요. 특허로 소송하는 쪽은 특허 허락을 잃습니다.</translation>
    </message>
    <message>
        <source>Keep the notice; the maker states that commercial use, modification and distillation of other models are allowed.</source>
        <translation>고지를 남기세요. 제작사는 상업적 이용, 수정, 다른 모델의 증류를 허용한다고 밝힙니다.</translation>
    </message>
    <message>
        <source>Licensees with over 700 million monthly active users need a separate licence; show "Built with Llama", pass on the agreement; the acceptable-use policy withholds the rights to these multimodal models from individuals domiciled in, and companies with their principal place of business in, the European Union (end users of a product that contains them are exempt).</source>
        <translation>월 활성 사용자가 7억 명을 넘으면 별도 라이선스가 필요합니다. "Built with Llama"를 표시하고 계약을 함께 전달하세요. 허용 용도 정책은 유럽 연합에 사는 개인과 유럽 연합에 본사를 둔 회사에 이 멀티모달 모델의 권리를 주지 않습니다(이를 담은 제품의 최종 사용자는 제외).</translation>
    </message>
    <message>
        <source>MIT, except that products with more than 100 million monthly active users or more than 20 million US dollars monthly revenue must prominently display "Kimi K2".</source>
        <translation>MIT이지만, 월 활성 사용자 1억 명 또는 월 매출 2,000만 달러를 넘는 제품은 "Kimi K2"를 눈에 띄게 표시해야 합니다.</translation>
    </message>
    <message>
        <source>MIT, except that products with more than 100 million monthly active users or more than 30 million US dollars yearly recurring revenue must prominently display "MiniMax M2".</source>
        <translation>MIT이지만, 월 활성 사용자 1억 명 또는 연 반복 매출 3,000만 달러를 넘는 제품은 "MiniMax M2"를 눈에 띄게 표시해야 합니다.</translation>
    </message>
    <message>
        <source>MIT; derived from Qwen2.5 (Apache-2.0), whose notice stays with copies.</source>
        <translation>MIT. Qwen2.5(Apache-2.0)에서 나온 것이라 그 고지를 사본에 남겨야 합니다.</translation>
    </message>
    <message>
        <source>Research and individual non-commercial use only; any commercial use, self-hosting for a company included, needs a separate commercial licence from Mistral AI.</source>
        <translation>연구와 개인의 비상업적 이용만 됩니다. 회사 안에서 직접 운영하는 것을 포함해 모든 상업적 이용에는 Mistral AI의 별도 라이선스가 필요합니다.</translation>
    </message>
    <message>
        <source>Testing, research and evaluation in non-production environments only; outputs and derivatives may not be used commercially without a commercial licence.</source>
        <translation>실제 서비스가 아닌 환경에서 시험, 연구, 평가에만 쓸 수 있습니다. 상업 라이선스 없이는 결과물과 파생물을 상업적으로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>HF config.json copied in a public inference-tuning tool (Aug 2026); maker's repository</source>
        <translation>공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월); 제작자 저장소</translation>
    </message>
    <message>
        <source>128K in the repository; config allows 163840</source>
        <translation>저장소에는 128K, config는 163840까지 허용</translation>
    </message>
    <message>
        <source>licence section of the maker's repository</source>
        <translation>제작자 저장소의 라이선스 항목</translation>
    </message>
    <message>
        <source>R1 repository, llama.cpp template</source>
        <translation>R1 저장소, llama.cpp 템플릿</translation>
    </message>
    <message>
        <source>same architecture as R1 (HF config.json copied in a public inference-tuning tool (Aug 2026))</source>
        <translation>R1과 같은 구조(공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월))</translation>
    </message>
    <message>
        <source>from the same source as the dimensions, or recalled where no source is named</source>
        <translation>구조 수치와 같은 출처이며, 출처가 없으면 기억에 따름</translation>
    </message>
    <message>
        <source>128K in the repository</source>
        <translation>저장소에는 128K</translation>
    </message>
    <message>
        <source>LICENSE-MODEL of the maker's repository</source>
        <translation>제작자 저장소의 LICENSE-MODEL</translation>
    </message>
    <message>
        <source>no thinking tags in the template</source>
        <translation>템플릿에 생각 태그가 없음</translation>
    </message>
    <message>
        <source>same architecture as V3 (HF config.json copied in a public inference-tuning tool (Aug 2026))</source>
        <translation>V3와 같은 구조(공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월))</translation>
    </message>
    <message>
        <source>recalled, or assumed to follow the previous release</source>
        <translation>기억에 따르거나 이전 판을 따른다고 가정</translation>
    </message>
    <message>
        <source>same architecture as V3</source>
        <translation>V3와 같은 구조</translation>
    </message>
    <message>
        <source>llama.cpp templates DeepSeek-V3.1 / V3.2</source>
        <translation>llama.cpp 템플릿 DeepSeek-V3.1 / V3.2</translation>
    </message>
    <message>
        <source>HF config.json copied in a public inference-tuning tool (Aug 2026)</source>
        <translation>공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월)</translation>
    </message>
    <message>
        <source>public card or repository</source>
        <translation>공개된 모델 카드 또는 저장소</translation>
    </message>
    <message>
        <source>base model dimensions: public training library configuration table (2026) / public JAX training library model files (Aug 2026)</source>
        <translation>기반 모델의 구조 수치: 공개 학습 라이브러리의 설정표(2026) / 공개 JAX 학습 라이브러리의 모델 파일(2026년 8월)</translation>
    </message>
    <message>
        <source>config 131072; the maker serves 32768</source>
        <translation>config는 131072, 제작자는 32768로 제공</translation>
    </message>
    <message>
        <source>licence section of the R1 repository</source>
        <translation>R1 저장소의 라이선스 항목</translation>
    </message>
    <message>
        <source>public training library configuration table (2026)</source>
        <translation>공개 학습 라이브러리의 설정표(2026)</translation>
    </message>
    <message>
        <source>Qwen3-8B dimensions (HF config.json copied in a public inference-tuning tool (Aug 2026))</source>
        <translation>Qwen3-8B의 구조 수치(공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월))</translation>
    </message>
    <message>
        <source>HF config.json copied in a public inference-tuning tool (Aug 2026); model card</source>
        <translation>공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월); 모델 카드</translation>
    </message>
    <message>
        <source>model card (10M) and config 10485760</source>
        <translation>모델 카드(10M)와 config 10485760</translation>
    </message>
    <message>
        <source>model card</source>
        <translation>모델 카드</translation>
    </message>
    <message>
        <source>LICENSE, USE_POLICY and MODEL_CARD of the maker's repository</source>
        <translation>제작자 저장소의 LICENSE, USE_POLICY, MODEL_CARD</translation>
    </message>
    <message>
        <source>model card (1M)</source>
        <translation>모델 카드(1M)</translation>
    </message>
    <message>
        <source>maker's repository</source>
        <translation>제작자 저장소</translation>
    </message>
    <message>
        <source>public training library configuration table (2026); HF config.json copied in a public inference-tuning tool (Aug 2026)</source>
        <translation>공개 학습 라이브러리의 설정표(2026); 공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월)</translation>
    </message>
    <message>
        <source>HF config.json copied in a public inference-tuning tool (Aug 2026); Qwen3 technical report</source>
        <translation>공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월); Qwen3 기술 보고서</translation>
    </message>
    <message>
        <source>Qwen3 technical report, config</source>
        <translation>Qwen3 기술 보고서, config</translation>
    </message>
    <message>
        <source>Qwen3 repository</source>
        <translation>Qwen3 저장소</translation>
    </message>
    <message>
        <source>public card or repository states it</source>
        <translation>공개된 모델 카드나 저장소에 적혀 있음</translation>
    </message>
    <message>
        <source>Qwen3 README and llama.cpp template</source>
        <translation>Qwen3 README와 llama.cpp 템플릿</translation>
    </message>
    <message>
        <source>public training library configuration table (2026) and public JAX training library model files (Aug 2026); Qwen3 technical report</source>
        <translation>공개 학습 라이브러리의 설정표(2026)와 공개 JAX 학습 라이브러리의 모델 파일(2026년 8월); Qwen3 기술 보고서</translation>
    </message>
    <message>
        <source>Qwen3 README</source>
        <translation>Qwen3 README</translation>
    </message>
    <message>
        <source>same dimensions as Qwen3-30B-A3B; file sizes agree</source>
        <translation>Qwen3-30B-A3B와 같은 구조 수치; 파일 크기가 일치</translation>
    </message>
    <message>
        <source>template</source>
        <translation>템플릿</translation>
    </message>
    <message>
        <source>config and README</source>
        <translation>config와 README</translation>
    </message>
    <message>
        <source>Qwen3-VL repository</source>
        <translation>Qwen3-VL 저장소</translation>
    </message>
    <message>
        <source>HF config.json copied in a public inference-tuning tool (Aug 2026); public training library configuration table (2026)</source>
        <translation>공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월); 공개 학습 라이브러리의 설정표(2026)</translation>
    </message>
    <message>
        <source>64K in the announcement, 65536 in the config</source>
        <translation>발표에는 64K, config에는 65536</translation>
    </message>
    <message>
        <source>maker's announcement</source>
        <translation>제작자의 발표</translation>
    </message>
    <message>
        <source>licence class confirmed by secondary pages; full text not re-read</source>
        <translation>라이선스 종류는 다른 페이지에서 확인; 전문은 다시 읽지 않음</translation>
    </message>
    <message>
        <source>public quantiser card listing the dimensions; file sizes agree</source>
        <translation>구조 수치를 적은 공개 양자화 카드; 파일 크기가 일치</translation>
    </message>
    <message>
        <source>128K on public cards</source>
        <translation>공개된 모델 카드에는 128K</translation>
    </message>
    <message>
        <source>recalled, not looked up; parameter total computed from it matches the published one</source>
        <translation>기억에 따르며 찾아보지 않음; 그로부터 계산한 매개변수 수가 공개된 수와 일치</translation>
    </message>
    <message>
        <source>language model = Mistral Large 2 dimensions (not checked)</source>
        <translation>언어 모델은 Mistral Large 2의 구조 수치(기억에 따름)</translation>
    </message>
    <message>
        <source>public training library configuration table (2026) and public JAX training library model files (Aug 2026)</source>
        <translation>공개 학습 라이브러리의 설정표(2026)와 공개 JAX 학습 라이브러리의 모델 파일(2026년 8월)</translation>
    </message>
    <message>
        <source>terms page, text of definitions 1.1</source>
        <translation>약관 페이지, 정의 1.1항</translation>
    </message>
    <message>
        <source>16384</source>
        <translation>16384</translation>
    </message>
    <message>
        <source>32K</source>
        <translation>32K</translation>
    </message>
    <message>
        <source>public copy of the card</source>
        <translation>모델 카드의 공개 사본</translation>
    </message>
    <message>
        <source>recalled from the card</source>
        <translation>모델 카드에 대한 기억</translation>
    </message>
    <message>
        <source>128K, long-rope</source>
        <translation>128K, long-rope</translation>
    </message>
    <message>
        <source>Phi-4-mini dimensions; adapters and encoders add 1.8B (not checked)</source>
        <translation>Phi-4-mini의 구조 수치; 어댑터와 인코더가 1.8B를 더함(기억에 따름)</translation>
    </message>
    <message>
        <source>HF config.json copied in a public inference-tuning tool (Aug 2026); README</source>
        <translation>공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월); README</translation>
    </message>
    <message>
        <source>131072, YaRN factor 32 over 4096</source>
        <translation>131072, 4096에 YaRN 배율 32</translation>
    </message>
    <message>
        <source>llama.cpp template, README</source>
        <translation>llama.cpp 템플릿, README</translation>
    </message>
    <message>
        <source>transformers configuration class defaults; README 106B-A12B</source>
        <translation>transformers 설정 클래스의 기본값; README 106B-A12B</translation>
    </message>
    <message>
        <source>llama.cpp template GLM-4.6, README</source>
        <translation>llama.cpp 템플릿 GLM-4.6, README</translation>
    </message>
    <message>
        <source>recalled, not looked up; parameter total computed from it matches the published one; README 355B-A32B</source>
        <translation>기억에 따르며 찾아보지 않음; 그로부터 계산한 매개변수 수가 공개된 수와 일치; README 355B-A32B</translation>
    </message>
    <message>
        <source>200K in the README</source>
        <translation>README에는 200K</translation>
    </message>
    <message>
        <source>llama.cpp template GLM-4.7-Flash</source>
        <translation>llama.cpp 템플릿 GLM-4.7-Flash</translation>
    </message>
    <message>
        <source>transformers configuration class defaults; file sizes agree within 0.02 %</source>
        <translation>transformers 설정 클래스의 기본값; 파일 크기가 0.02 % 안에서 일치</translation>
    </message>
    <message>
        <source>LICENSE of the maker's repository</source>
        <translation>제작자 저장소의 LICENSE</translation>
    </message>
    <message>
        <source>secondary card copies agree with HF config.json copied in a public inference-tuning tool (Aug 2026)</source>
        <translation>다른 카드 사본이 공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월)과 일치</translation>
    </message>
    <message>
        <source>llama.cpp template</source>
        <translation>llama.cpp 템플릿</translation>
    </message>
    <message>
        <source>public JAX training library model files (Aug 2026); file sizes agree</source>
        <translation>공개 JAX 학습 라이브러리의 모델 파일(2026년 8월); 파일 크기가 일치</translation>
    </message>
    <message>
        <source>public JAX training library model files (Aug 2026)</source>
        <translation>공개 JAX 학습 라이브러리의 모델 파일(2026년 8월)</translation>
    </message>
    <message>
        <source>same dimensions as Qwen3-Next; file sizes agree</source>
        <translation>Qwen3-Next와 같은 구조 수치; 파일 크기가 일치</translation>
    </message>
    <message>
        <source>creation date of the GGUF repository</source>
        <translation>GGUF 저장소가 만들어진 날</translation>
    </message>
    <message>
        <source>recalled; the file sizes agree with them</source>
        <translation>기억에 따름; 파일 크기가 그와 일치</translation>
    </message>
    <message>
        <source>config 262144 (27B and up)</source>
        <translation>config 262144(27B 이상)</translation>
    </message>
    <message>
        <source>llama.cpp template Qwen3.5-4B; card copy states no soft tags</source>
        <translation>llama.cpp 템플릿 Qwen3.5-4B; 카드 사본에 소프트 태그가 없다고 적혀 있음</translation>
    </message>
    <message>
        <source>card copies and config</source>
        <translation>카드 사본과 config</translation>
    </message>
    <message>
        <source>several pages (2 April 2026; one says 31 March)</source>
        <translation>여러 페이지(2026년 4월 2일; 한 곳은 3월 31일)</translation>
    </message>
    <message>
        <source>llama.cpp template gemma-4</source>
        <translation>llama.cpp 템플릿 gemma-4</translation>
    </message>
    <message>
        <source>HF config.json copied in a public inference-tuning tool (Aug 2026) (M2.5)</source>
        <translation>공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월)(M2.5)</translation>
    </message>
    <message>
        <source>for M2 (27 Oct 2025); others approximate</source>
        <translation>M2는 2025년 10월 27일, 나머지는 대략</translation>
    </message>
    <message>
        <source>LICENSE of the maker's repository (card calls it plain MIT)</source>
        <translation>제작자 저장소의 LICENSE(카드에는 그냥 MIT라고 되어 있음)</translation>
    </message>
    <message>
        <source>README</source>
        <translation>README</translation>
    </message>
    <message>
        <source>hidden size, layers, experts, vocabulary verified from a public copy of the config; Mamba and positions of attention layers recalled</source>
        <translation>은닉 크기, 층, 전문가, 어휘는 config의 공개 사본에서 확인; Mamba와 어텐션 층의 위치는 기억에 따름</translation>
    </message>
    <message>
        <source>recalled; the published Q4_K_M size agrees within 0.5 %</source>
        <translation>기억에 따름; 공개된 Q4_K_M 크기가 0.5 % 안에서 일치</translation>
    </message>
    <message>
        <source>transformers configuration class defaults</source>
        <translation>transformers 설정 클래스의 기본값</translation>
    </message>
    <message>
        <source>transformers configuration class defaults; expert width 1024 from the config (class default 2048)</source>
        <translation>transformers 설정 클래스의 기본값; 전문가 너비 1024는 config에서(클래스 기본값은 2048)</translation>
    </message>
    <message>
        <source>transformers configuration class defaults (24 layers per llama.cpp); positions of attention layers recalled</source>
        <translation>transformers 설정 클래스의 기본값(llama.cpp에 따르면 24층); 어텐션 층의 위치는 기억에 따름</translation>
    </message>
    <message>
        <source>HF config.json copied in a public inference-tuning tool (Aug 2026); file sizes agree</source>
        <translation>공개된 추론 튜닝 도구에 복사된 HF config.json(2026년 8월); 파일 크기가 일치</translation>
    </message>
    <message>
        <source>layer counts per llama.cpp; other dimensions recalled; 14B file sizes agree within 0.4 %</source>
        <translation>층 수는 llama.cpp에 따름; 다른 구조 수치는 기억에 따름; 14B 파일 크기가 0.4 % 안에서 일치</translation>
    </message>
    <message>
        <source>256K on public pages</source>
        <translation>공개된 페이지에는 256K</translation>
    </message>
    <message>
        <source>dimensions as Mistral Small; file sizes agree</source>
        <translation>Mistral Small과 같은 구조 수치; 파일 크기가 일치</translation>
    </message>
    <message>
        <source>not established</source>
        <translation>확인되지 않음</translation>
    </message>
</context>
<context>
    <name>ImportanceButton</name>
    <message>
        <source>Importance matrix…</source>
        <translation>중요도 행렬…</translation>
    </message>
    <message>
        <source>Importance: computed here</source>
        <translation>중요도: 여기서 계산</translation>
    </message>
    <message>
        <source>Importance: from a file</source>
        <translation>중요도: 파일에서</translation>
    </message>
    <message>
        <source>Says which weights matter; small types need one</source>
        <translation>어떤 가중치가 중요한지 알려 줍니다. 작은 형식에는 꼭 필요합니다</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Every weight of a block counts the same</source>
        <translation>블록의 모든 가중치를 똑같이 다룹니다</translation>
    </message>
    <message>
        <source>Compute it here</source>
        <translation>여기서 계산하기</translation>
    </message>
    <message>
        <source>From our text in several languages and code; small models take seconds</source>
        <translation>여러 언어와 코드로 된 기본 글로 계산합니다. 작은 모델은 몇 초면 됩니다</translation>
    </message>
    <message>
        <source>Compute it from a text…</source>
        <translation>글을 골라 계산하기…</translation>
    </message>
    <message>
        <source>A text like those that you will write</source>
        <translation>앞으로 쓸 글과 비슷한 글</translation>
    </message>
    <message>
        <source>Open a published one…</source>
        <translation>공개된 행렬 열기…</translation>
    </message>
    <message>
        <source>Of the same model, often beside its quants on the hub</source>
        <translation>같은 모델의 것. 보통 허브의 양자화본 옆에 있습니다</translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation>글 열기</translation>
    </message>
    <message>
        <source>Open an importance matrix</source>
        <translation>중요도 행렬 열기</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md)</source>
        <translation>글 (*.txt *.md)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Importance matrices (*.gguf *.dat)</source>
        <translation>중요도 행렬 (*.gguf *.dat)</translation>
    </message>
</context>
<context>
    <name>ImportanceSource</name>
    <message>
        <source>Cannot read the text that importance is computed from; installing the program again brings it back.</source>
        <translation>중요도를 계산할 글을 읽을 수 없습니다. 프로그램을 다시 설치하면 돌아옵니다.</translation>
    </message>
    <message>
        <source>Cannot read %1; choose another text.</source>
        <translation>%1을(를) 읽을 수 없습니다. 다른 글을 고르세요.</translation>
    </message>
    <message>
        <source>Cannot make the folder %1; is the disk full?</source>
        <translation>%1 폴더를 만들 수 없습니다. 디스크가 가득 찼는지 확인하세요.</translation>
    </message>
</context>
</TS>
