/*
 * The hand-over of one container, for the model checker Spin (https://spinroot.com): who may run it, whatever is lost,
 * late, repeated, killed or restarted. docs/safety.md says what is promised; HandOverModelTest runs this.
 *
 * States are those of io.drayage.model.migration.MigrationState, steps those of io.drayage.controller.migration.Steps,
 * parts those of io.drayage.agent.container.ContainerRecord.Standing.
 *
 * A command once sent may reach its agent at any later time, any number of times, or never: `sent` only grows. Two
 * controllers may each take the migration over at any time, also while the other one works. After `calm` nothing fails any
 * more; then, and only then, is the migration expected to end.
 *
 * Left out: stateless moves, `fill` (release waits for it), the source machine's death, and what an operator decides.
 *
 * Defining one of these breaks the protocol on purpose; the checker must find it:
 *   NO_FENCE   agents carry out commands of any epoch
 *   NO_CLOSING an undone epoch's late commands are carried out where nobody has seen a higher one
 *   NO_PROOF   ownership goes back to the source without the destination's word that nothing ran
 *   NO_INTENT  the destination does not write RESUMING to disk before it lets the tasks run
 *   NO_CLAIM   a controller that takes over does not raise the epoch, nor does the journal ask for it
 *   NO_RETURN  the destination's lost copy is waited for, for ever
 */

#define EPOCHS 3 /* the request's and two take-overs */

mtype:state = { REQUESTED, ADMITTED, PREPARED, COPYING, FROZEN, RESTORED, COMMITTED, RUNNING, MIGRATED, ABORTING, ABORTED };
mtype:standing = { NOTHING, OWNED, ICED, EXPECTED, RESUMING }; /* ICED is Standing.FROZEN */
mtype:tasks = { NONE, ALIVE, STILL }; /* STILL: frozen or held */

/* Steps, as in drayage.v1.Command; each is one bit of `sent`. */
#define PREPARE 0
#define COPY 1
#define FREEZE 2
#define RESTORE 3
#define RUN 4
#define RELEASE 5
#define ABORT 6
#define YIELD 7
#define NOTHING_TO_DO 9

#define SRC 0
#define DST 1
#define question(host, step) ((host) * 16 + (step))
#define bit(step, e) (1 << ((step) * EPOCHS + (e) - 1))

/* The journal: each change is one transaction. */
mtype:state state = REQUESTED;
bool ownerIsSource = true;
byte epoch = 1;

/* The network, to each host. */
int sent[2];
#ifdef HEALS
bool calm = false;
#else
#define calm false
#endif

/* The answer for the controller that holds that epoch, to the step that it asked for last. */
mtype:outcome = { SILENT, DONE, FAILED };
mtype:outcome answer[EPOCHS + 1] = SILENT;
byte asked[EPOCHS + 1];

/* What was sent since `calm`, must arrive, and is being carried out: the step and the epoch, 0 for none. */
byte freshStep[2];
byte freshEpoch[2];
byte busyEpoch[2];

/* The source's host. */
mtype:standing sRecord = OWNED;
mtype:tasks sTasks = ALIVE;
byte sSeen = 1;
byte sClosed = 0;
bool sStream = false; /* the agent's memory */

/* The destination's host. */
mtype:standing dRecord = NOTHING;
mtype:tasks dTasks = NONE;
byte dSeen = 0;
byte dClosed = 0;
bool dImages = false; /* in tmpfs: gone with the machine */
bool dLetRun = false; /* RestoreHold's mark, in tmpfs */

/* What nobody in the protocol knows, for the properties. */
bool ran = false;  /* the destination's tasks ran, and may have answered clients */
bool died = false; /* the destination's machine died when they ran or were about to */
byte atWork = 0;   /* the controllers at work, bit by bit */

#define ended (state == MIGRATED || state == ABORTED)
#define undoable (state != COMMITTED && state != RUNNING && state != ABORTING && !ended)

#ifdef NO_FENCE
#define admits(seen, closed, e) true
#define admitsUndo(seen, e) true
#else
#ifdef NO_CLOSING
#define admits(seen, closed, e) ((e) >= (seen))
#else
#define admits(seen, closed, e) ((e) >= (seen) && (e) > (closed))
#endif
#define admitsUndo(seen, e) ((e) >= (seen))
#endif

#ifdef NO_CLAIM
#define mine true
#else
#define mine (epoch == my)
#endif

/* At most one copy runs; once the destination's may have answered clients, the source's never runs again; and whoever owns
   the container at the end runs it, unless that machine died. Looked at after every change. */
#define promises \
  assert(!(sTasks == ALIVE && dTasks == ALIVE)); \
  assert(!(ran && sTasks == ALIVE)); \
  assert(state != ABORTED || sTasks == ALIVE); \
  assert(state != MIGRATED || dTasks == ALIVE || died)

inline sees(seen) { if :: e > seen -> seen = e :: else fi }
inline reply(host, what) { if :: asked[e] == question(host, step) && answer[e] == SILENT -> answer[e] = what :: else fi }

inline onSource() {
  d_step {
    if
    :: step == COPY && admits(sSeen, sClosed, e) && sRecord == OWNED -> sees(sSeen); sStream = true; reply(SRC, DONE)
    :: step == FREEZE && admits(sSeen, sClosed, e) && sRecord == OWNED && sStream ->
      sees(sSeen); sRecord = ICED; sTasks = STILL;
      if
      :: dRecord == EXPECTED && dSeen == e && dClosed < e -> dImages = true; reply(SRC, DONE)
      :: else -> reply(SRC, FAILED)
      fi
    :: step == RELEASE && admitsUndo(sSeen, e) && sRecord != OWNED ->
      sees(sSeen); sClosed = e; sStream = false; sTasks = NONE; sRecord = NOTHING; reply(SRC, DONE)
    :: step == ABORT && admitsUndo(sSeen, e) ->
      sees(sSeen); sClosed = e; sStream = false;
      if :: sRecord == ICED -> sTasks = ALIVE; sRecord = OWNED :: else fi;
      reply(SRC, DONE)
    :: else -> reply(SRC, FAILED)
    fi
  }
}

/* The tasks end, files and images go. */
inline wipe() { dTasks = NONE; dImages = false; dLetRun = false; dRecord = NOTHING }

inline onDestination() {
  d_step {
    if
    :: step == PREPARE && admits(dSeen, dClosed, e) && (dRecord == NOTHING || dRecord == EXPECTED) ->
      sees(dSeen); wipe(); dRecord = EXPECTED; reply(DST, DONE)
    :: step == RESTORE && admits(dSeen, dClosed, e) && dRecord == EXPECTED && dImages ->
      sees(dSeen); dTasks = STILL; reply(DST, DONE)
    :: step == RUN && admits(dSeen, dClosed, e) && dRecord == OWNED -> sees(dSeen); reply(DST, DONE)
    :: step == RUN && admits(dSeen, dClosed, e) && dRecord != NOTHING && dRecord != OWNED && (dLetRun || dImages) ->
      sees(dSeen);
      /* Held tasks that were lost are restored once more. */
      if :: !dLetRun -> dTasks = STILL :: else fi;
#ifndef NO_INTENT
      dRecord = RESUMING;
#endif
      runs = true
    :: step == ABORT && admitsUndo(dSeen, e) ->
      sees(dSeen); dClosed = e;
      if :: dRecord == EXPECTED || dRecord == RESUMING -> wipe() :: else fi;
      reply(DST, DONE)
    :: step == YIELD && admitsUndo(dSeen, e) && dRecord != OWNED && !dLetRun &&
        (dRecord == EXPECTED || (dRecord == RESUMING && dImages) || (dRecord == NOTHING && dClosed > 0)) ->
      sees(dSeen); dClosed = e; wipe(); reply(DST, DONE)
    :: else -> reply(DST, FAILED)
    fi
  };
}

#define oneOf(host, what, when) !calm && sent[host] & bit(what, when) -> step = what; e = when

/* Takes what must arrive; before it is calm, any command that was ever sent. */
inline take(host) {
  if
  :: freshEpoch[host] > 0 ->
    step = freshStep[host]; e = freshEpoch[host]; busyEpoch[host] = e; freshEpoch[host] = 0
  :: !calm && sent[host] & bit(PREPARE, 1) -> step = PREPARE; e = 1
  :: !calm && sent[host] & bit(COPY, 1) -> step = COPY; e = 1
  :: !calm && sent[host] & bit(FREEZE, 1) -> step = FREEZE; e = 1
  :: !calm && sent[host] & bit(RESTORE, 1) -> step = RESTORE; e = 1
  :: oneOf(host, RUN, 1)
  :: oneOf(host, RUN, 2)
  :: oneOf(host, RUN, 3)
  :: oneOf(host, RELEASE, 1)
  :: oneOf(host, RELEASE, 2)
  :: oneOf(host, RELEASE, 3)
  :: oneOf(host, ABORT, 1)
  :: oneOf(host, ABORT, 2)
  :: oneOf(host, ABORT, 3)
  :: oneOf(host, YIELD, 1)
  :: oneOf(host, YIELD, 2)
  :: oneOf(host, YIELD, 3)
  fi
}

proctype Source() {
  byte step, e;
  do
  :: atomic { take(SRC); onSource(); promises; busyEpoch[SRC] = 0; step = 0; e = 0 }
  :: atomic { !calm && sStream -> sStream = false } /* its agent dies; frozen tasks stay so, and the record says why */
  od
}

proctype Destination() {
  byte step, e;
  bool runs = false;
  do
  :: atomic { take(DST); onDestination(); promises; if :: !runs -> busyEpoch[DST] = 0; step = 0; e = 0 :: else fi };
     /* RUN goes on. Between its parts the agent, the held tasks or the machine may die. */
     if
     :: runs ->
       d_step { if :: !dLetRun && dTasks == STILL -> dLetRun = true; dTasks = ALIVE; ran = true :: else fi; promises };
       atomic {
         if
         :: dLetRun -> dRecord = OWNED; dImages = false; reply(DST, DONE)
         :: !dLetRun -> reply(DST, FAILED)
         :: !calm /* the agent dies before it has noted it */
         fi;
         runs = false; busyEpoch[DST] = 0; step = 0; e = 0
       }
     :: else
     fi
  od
}

/* The lease passes or the agent dies, and held tasks end. Or the machine dies, and what was in its memory. */
proctype Misfortune() {
  do
  :: calm -> break
  :: atomic { !calm && dTasks == STILL -> dTasks = NONE }
  :: atomic { !calm && (dImages || dTasks != NONE) ->
       died = died || dTasks == ALIVE || dRecord == RESUMING || dRecord == OWNED || dLetRun;
       dTasks = NONE; dImages = false; dLetRun = false }
  od
}

#ifdef HEALS
/* It heals in the end. */
proctype Healing() { calm = true }
#endif

#define advance(from, to) if :: atomic { state == from && mine -> state = to; promises } :: atomic { !(state == from && mine) -> goto fenced } fi

/* Sends a command; then its answer is there, or nobody knows. */
inline ask(host, what) {
  atomic {
    sent[host] = sent[host] | bit(what, my);
    answer[my] = SILENT; asked[my] = question(host, what); got = SILENT;
    if :: calm -> freshStep[host] = what; freshEpoch[host] = my; must = true :: else -> must = false fi
  };
  atomic {
    if
    :: answer[my] != SILENT -> got = answer[my]
    :: !calm || !must
    :: must && answer[my] == SILENT && freshEpoch[host] != my && busyEpoch[host] != my
    fi;
    answer[my] = SILENT; asked[my] = NOTHING_TO_DO
  }
}

#ifdef HEALS
/* The last epoch is for the one that comes after all misfortune. */
#define mayTakeOver ((!calm && epoch < EPOCHS - 1) || (calm && atWork == 0))
#else
#define mayTakeOver (epoch < EPOCHS)
#endif

/* One at a time is meant to work on a migration; before it is calm, either may believe that the other is gone. */
proctype Controller(byte self; bool requests) {
  byte my = 0;
  bool must = false;
  mtype:outcome got = SILENT;
  if
  :: requests -> atomic { my = 1; atWork = atWork | (1 << self) }; goto moveUntilCommitted
  :: else
  fi;

idle:
  atomic { my = 0; got = SILENT; must = false; atWork = atWork & ~(1 << self) };
  if
  :: ended -> goto stop
  :: atomic { !ended && mayTakeOver ->
       atWork = atWork | (1 << self);
#ifndef NO_CLAIM
       epoch++;
#endif
       my = epoch;
       /* What was not committed is undone by whoever takes it over. */
       if :: undoable -> state = ABORTING :: else fi
     }
  fi;
  if
  :: state == COMMITTED -> goto finish
  :: state == RUNNING -> goto releasing
  :: state == ABORTING -> goto undo
  :: ended -> goto idle
  fi;

moveUntilCommitted:
  advance(REQUESTED, ADMITTED);
  ask(DST, PREPARE); if :: got == DONE :: else -> goto failed fi;
  advance(ADMITTED, PREPARED);
  advance(PREPARED, COPYING);
  ask(SRC, COPY); if :: got == DONE :: else -> goto failed fi;
  advance(COPYING, FROZEN);
  ask(SRC, FREEZE); if :: got == DONE :: else -> goto failed fi;
  ask(DST, RESTORE); if :: got == DONE :: else -> goto failed fi;
  /* RESTORED and COMMITTED are one transaction. */
  if
  :: atomic { state == FROZEN && mine && ownerIsSource -> state = COMMITTED; ownerIsSource = false }
  :: atomic { !(state == FROZEN && mine && ownerIsSource) -> goto fenced }
  fi;

finish:
  if :: !calm -> goto idle /* it dies here */ :: true fi;
  ask(DST, RUN);
  if
  :: got == DONE -> goto running
  :: got == SILENT
  :: got == FAILED ->
#ifndef NO_RETURN
#ifdef NO_PROOF
    goto handBack
#else
    ask(DST, YIELD);
    if :: got == DONE -> goto handBack :: else fi
#endif
#endif
  fi;
  if :: mine && state == COMMITTED -> goto finish :: else -> goto fenced fi;

running:
  advance(COMMITTED, RUNNING);

releasing:
  if :: !calm -> goto idle :: true fi;
  ask(SRC, RELEASE);
  if
  :: got == DONE -> goto released
  :: else
  fi;
  if :: mine && state == RUNNING -> goto releasing :: else -> goto fenced fi;

released:
  advance(RUNNING, MIGRATED);
  goto idle;

handBack:
  if
  :: atomic { state == COMMITTED && mine -> state = ABORTING; ownerIsSource = true }
  :: atomic { !(state == COMMITTED && mine) -> goto fenced }
  fi;
  goto undo;

failed:
  if
  :: atomic { undoable && mine -> state = ABORTING }
  :: atomic { !(undoable && mine) -> goto fenced }
  fi;

undo: /* one side does not wait for the other */
  if :: !calm -> goto idle :: true fi;
  ask(DST, ABORT);
  ask(SRC, ABORT);
  if
  :: got == DONE -> goto undone
  :: else
  fi;
  if :: mine && state == ABORTING -> goto undo :: else -> goto fenced fi;

undone:
  advance(ABORTING, ABORTED);

fenced: /* another controller has taken it over, or it has ended */
  goto idle;

stop:
  atomic { my = 0; got = SILENT; must = false }
}

init {
  atomic {
    run Source(); run Destination(); run Misfortune();
#ifdef HEALS
    run Healing();
#endif
   
    run Controller(0, true); run Controller(1, false)
  }
}

#ifdef HEALS
/* It ends once everybody is back, unless the destination's machine died in the moment that leaves no proof. */
ltl comesToAnEnd { <> (ended || died) }
#endif
