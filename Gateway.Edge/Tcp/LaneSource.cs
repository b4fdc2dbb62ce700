using Akka.Streams;
using Akka.Streams.Stage;

namespace Gateway.Edge.Tcp;

/// <summary>
/// The source of a lane's stream: the frames of its queue, as many at a time as wait there. One wake-up serves them all; a frame that comes while the stream works wakes nobody,
/// and costs neither a box nor a work item.
/// </summary>
internal sealed class LaneSource(Lane lane) : GraphStage<SourceShape<FrameBatch>>
{
    private readonly Outlet<FrameBatch> _out = new("lane.out");

    public override SourceShape<FrameBatch> Shape => new(_out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, lane);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly LaneSource _source;
        private readonly Lane _lane;
        private readonly FrameBatch _batch = new();

        public Logic(LaneSource source, Lane lane)
            : base(source.Shape)
        {
            (_source, _lane) = (source, lane);
            SetHandler(source._out, this);
        }

        public override void PreStart() => _lane.WokenBy(GetAsyncCallback(Next));

        public override void OnPull() => Next();

        private void Next()
        {
            if (!IsAvailable(_source._out)) return;
            while (!_batch.Fill(_lane.Frames))
                if (_lane.MaySleep()) return;

            Push(_source._out, _batch);
        }
    }
}
