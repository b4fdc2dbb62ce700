using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

/// <summary>
/// What the rule of D20 and D37 must not do to honest terminals, whatever happens to their connections and clocks: the connection that one uses is never closed, and once it beats
/// on it as ever it is handed commands within a bounded time.
/// </summary>
public sealed class HonestTerminalTests
{
    [Fact]
    public void OneTerminal_WhateverItsConnectionsAndClockDo_IsCurrentWithinABoundedTime()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var life = new Life(seed);
            for (var step = 0; step < 60; step++) life.Step();
            life.BeatsAsEver();
            Assert.True(life.IsCurrent, $"seed {seed}: no commands for {Life.Bound}\n{life}");
        }
    }

    /// <summary>One terminal: its clock may start wrong with the power, and be set or not; its old connections end at once, late, or never.</summary>
    private sealed class Life(int seed)
    {
        /// <summary>An old connection is silent for 190 s, and a heartbeat more.</summary>
        public static readonly TimeSpan Bound = TimeSpan.FromSeconds(220);

        private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        /// <summary>Years 0000 (which cannot be read), 1970 and 2000, a quarter of an hour fast, somewhat slow.</summary>
        private static readonly int?[] WrongClocks = [null, -1_772_000_000, -826_000_000, 900, -400];

        private readonly Random _random = new(seed);
        private readonly DeviceState _device = new("smz", T0, TimeSpan.FromSeconds(190));
        private readonly List<(SessionId Session, TimeSpan At)> _ends = [];
        private readonly List<string> _story = [];
        private readonly bool _takesCorrections = seed % 4 != 0;
        private Session _session = SessionOf(1, 1);
        private TimeSpan _now;
        private int? _skew = seed % 3 == 0 ? WrongClocks[seed % 5] : 0;
        private int _number = 1;

        public bool IsCurrent => _device.Session?.Id == _session.Id;

        public void Step()
        {
            Pass(_random.Next(4) == 0 ? _random.NextDouble() : _random.NextDouble() * 60);
            switch (_random.Next(8))
            {
                case 0: Reconnect(endsAfter: 0); break;
                case 1: Reconnect(endsAfter: _random.NextDouble() * 2); break;
                case 2: Reconnect(endsAfter: 180); break;
                case 3: Reconnect(endsAfter: null); break;
                case 4 when _takesCorrections: PowerCut(); break;
            }

            Beat();
        }

        public void BeatsAsEver()
        {
            for (var until = _now + Bound; _now < until;)
            {
                Pass(7);
                Beat();
            }
        }

        public override string ToString() => string.Join('\n', _story);

        private static Session SessionOf(int number, int node) => new(new SessionId(node, number), ActorRefs.Nobody, Transport.Socket, "r", "n", T0);

        private void PowerCut()
        {
            _skew = WrongClocks[_random.Next(5)];
            Reconnect(_random.Next(2) == 0 ? null : 180);
        }

        private void Reconnect(double? endsAfter)
        {
            if (endsAfter is { } seconds) _ends.Add((_session.Id, _now + TimeSpan.FromSeconds(seconds)));
            _session = SessionOf(++_number, _random.Next(1, 3));
            _story.Add($"{_now.TotalSeconds:0.0} {_session.Id} after an old one that ends after {endsAfter}");
            Pass(0);
        }

        private void Pass(double seconds)
        {
            _now += TimeSpan.FromSeconds(seconds);
            _device.Now = _now;
            foreach (var (session, _) in _ends.Where(end => end.At <= _now)) _device.End(session);
            _ends.RemoveAll(end => end.At <= _now);
        }

        private void Beat()
        {
            var body = _skew is { } off ? (long)_now.TotalSeconds + off : -1; // Clocks have whole seconds.
            var beat = new HeartbeatReceived("smz", _session, T0 + _now, 1, _skew, 60, true, body);
            var verdict = _device.Hear(_session, beat.At, out _);
            Assert.True(verdict != SessionVerdict.Stale, $"seed {seed}: the connection that is used was closed\n{this}");
            if (verdict == SessionVerdict.Guest && (_device.MakesCurrent(beat) ?? Recalled(beat))) _device.Promote(_session.Id, []);
            _device.NoteHeartbeat(beat);
            _story.Add($"{_now.TotalSeconds:0.0} beats by a clock that is {_skew} off: {(IsCurrent ? "current" : "guest")}");
            if (!_device.CorrectionIsDue(beat)) return;
            _device.NoteCorrected(_session.Id);
            if (_takesCorrections) _skew = 0;
        }

        private bool Recalled(HeartbeatReceived beat)
        {
            _device.Recall(ClockHabit.Unknown);
            return _device.MakesCurrent(beat)!.Value;
        }
    }
}
